//! E41: what is said of every kind of outcome.

use std::error::Error;
use std::fmt;
use std::num::ParseIntError;

use openinference_checklist::{spanned, spanned_sync};
use openinference_runtime::chain_span;
use openinference_runtime::testing::{Node, SpanStatus};

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
    let SpanStatus::Error(status) = &span.status else { panic!("no error: {:?}", span.status) };
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
    assert_eq!((span.status, span.attributes["output.value"].as_str()), (SpanStatus::Ok, Some("1")));
}

#[test]
fn err() {
    #[chain_span]
    fn f() -> Result<u8, String> {
        Err("no".to_owned())
    }
    let (_, span) = spanned_sync(f);
    assert_eq!(error(&span), said("no", "alloc::string::String"));
}

#[test]
fn some_and_none() {
    #[chain_span]
    fn f(a: bool) -> Option<u8> {
        a.then_some(1)
    }
    let (_, span) = spanned_sync(|| f(true));
    assert_eq!((&span.status, span.text("output.value")), (&SpanStatus::Ok, Some("1")));
    let (_, span) = spanned_sync(|| f(false));
    assert_eq!((&span.status, span.text("output.value")), (&SpanStatus::Ok, Some("null")));
}

#[test]
fn a_plain_value() {
    #[chain_span]
    fn f() -> &'static str {
        "a"
    }
    let (_, span) = spanned_sync(f);
    assert_eq!((&span.status, span.text("output.value")), (&SpanStatus::Ok, Some("a")));
}

/// One test for each type of error: the text of the status, and the type of the exception.
macro_rules! errors {
    ($($test:ident: $type:ty = $error:expr => $status:literal, $kind:literal;)*) => {$(
        #[test]
        fn $test() {
            #[chain_span]
            fn sync() -> Result<(), $type> {
                Err($error)
            }
            #[chain_span]
            async fn later() -> Result<(), $type> {
                Err($error)
            }
            let (_, span) = spanned_sync(|| sync().is_err());
            assert_eq!(error(&span), said($status, &$kind.replace("crate::", concat!(module_path!(), "::"))));
            let (_, span) = spanned(async { later().await.is_err() });
            assert_eq!(error(&span), said($status, &$kind.replace("crate::", concat!(module_path!(), "::"))));
        }
    )*};
}

/// Says nothing of itself.
enum Silent {
    Failed,
}

/// Says of itself what its author sees.
#[derive(Debug)]
enum Shown {
    Failed {
        #[allow(dead_code, reason = "shown by Debug")]
        code: u8,
    },
}

/// Says of itself what everybody sees, and is no error.
struct Told;

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("told")
    }
}

fn invalid() -> ParseIntError {
    "x".parse::<u8>().expect_err("no number")
}

errors! {
    of_the_type_unit: () = () => "()", "()";
    of_a_type_that_says_nothing: Silent = Silent::Failed => "Silent", "crate::Silent";
    of_a_type_with_debug: Shown = Shown::Failed { code: 7 } => "Shown: Failed { code: 7 }", "crate::Shown";
    of_a_type_with_display: Told = Told => "Told: told", "crate::Told";
    of_the_type_string: String = "no".to_owned() => "no", "alloc::string::String";
    of_the_type_str: &'static str = "no" => "no", "&str";
    of_a_boxed_error: Box<dyn Error> = invalid().into()
        => "Box<dyn Error>: invalid digit found in string", "alloc::boxed::Box<dyn core::error::Error>";
    of_a_boxed_error_for_threads: Box<dyn Error + Send + Sync> = invalid().into()
        => "Box<dyn Error + Send + Sync>: invalid digit found in string",
        "alloc::boxed::Box<dyn core::error::Error + core::marker::Send + core::marker::Sync>";
    of_an_optional_error: Option<String> = Some("no".to_owned())
        => "Option<String>: Some(\"no\")", "core::option::Option<alloc::string::String>";
}

#[test]
fn of_a_generic_type() {
    #[chain_span]
    fn bare<E>(error: E) -> Result<(), E> {
        Err(error)
    }
    #[chain_span]
    fn bounded<E: Error>(error: E) -> Result<(), E> {
        Err(error)
    }
    let (_, span) = spanned_sync(|| bare(invalid()));
    assert_eq!(error(&span), said("ParseIntError", "core::num::error::ParseIntError"));
    let (_, span) = spanned_sync(|| bounded(invalid()));
    assert_eq!(
        error(&span),
        said("ParseIntError: invalid digit found in string", "core::num::error::ParseIntError")
    );
}

#[test]
fn of_an_opaque_type() {
    #[chain_span]
    fn f() -> Result<u8, impl Error> {
        Err(invalid())
    }
    let (_, span) = spanned_sync(|| f().is_err());
    assert_eq!(error(&span).0, "ParseIntError: invalid digit found in string");
}
