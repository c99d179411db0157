//! E41: what is said of every kind of outcome.

use std::error::Error;
use std::fmt;
use std::num::ParseIntError;

use openinference_checklist::spanned_sync;
use openinference_runtime::chain_span;
use openinference_runtime::testing::{Node, Outcome};

#[derive(Debug)]
struct Refused(ParseIntError);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("refused")
    }
}

impl Error for Refused {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}

/// The text of the status and the type of the exception.
fn error(span: &Node) -> (String, String) {
    let Outcome::Error(status) = &span.status else { panic!("no error: {:?}", span.status) };
    let event = span.event("exception").expect("one exception");
    assert_eq!(span.events.len(), 1);
    assert_eq!(span.attribute("output.value"), None);
    let kind = event.attributes["exception.type"].as_str().expect("a text").to_owned();
    (status.clone(), kind)
}

fn said(status: &str, kind: &str) -> (String, String) {
    (status.to_owned(), kind.to_owned())
}

#[test]
fn the_chain_of_sources() {
    #[chain_span]
    fn f(a: &str) -> Result<u8, Refused> {
        a.parse().map_err(Refused)
    }
    let (_, span) = spanned_sync(|| f("x"));
    let event = span.event("exception").expect("an exception");
    let trace = event.attributes["exception.stacktrace"].as_str().expect("a text");
    assert!(trace.contains("invalid digit found in string"), "{trace}");
    assert_eq!(error(&span).0, "Refused: refused");
}

#[test]
fn ok() {
    #[chain_span]
    fn f() -> Result<u8, Refused> {
        Ok(1)
    }
    let (_, span) = spanned_sync(|| f().is_ok());
    assert_eq!((span.status, span.attributes["output.value"].as_str()), (Outcome::Ok, Some("1")));
}

#[test]
fn err() {
    #[chain_span]
    fn f() -> Result<u8, String> {
        Err("no".to_owned())
    }
    let (_, span) = spanned_sync(f);
    assert_eq!(error(&span), said("String: no", "alloc::string::String"));
}

#[test]
fn some_and_none() {
    #[chain_span]
    fn f(a: bool) -> Option<u8> {
        a.then_some(1)
    }
    let (_, span) = spanned_sync(|| f(true));
    assert_eq!((&span.status, span.text("output.value")), (&Outcome::Ok, Some("1")));
    let (_, span) = spanned_sync(|| f(false));
    assert_eq!((&span.status, span.text("output.value")), (&Outcome::Ok, Some("null")));
}

#[test]
fn a_plain_value() {
    #[chain_span]
    fn f() -> &'static str {
        "a"
    }
    let (_, span) = spanned_sync(f);
    assert_eq!((&span.status, span.text("output.value")), (&Outcome::Ok, Some("a")));
}
