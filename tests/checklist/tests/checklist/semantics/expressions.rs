//! A panic in an expression of the attribute, or in the code of a value, leaves a marker and never reaches the caller.

use std::error::Error;
use std::fmt;

use openinference_checklist::{spanned, spanned_sync};
use openinference_runtime::chain_span;
use openinference_runtime::testing::{Node, SpanStatus};
use serde::{Serialize, Serializer};

const MARKER: &str = "<could not be recorded>";

fn explode() -> String {
    panic!("in an expression")
}

/// One test for each key: the function says the same, sync and async, and the rest of the span is there.
macro_rules! keys {
    ($($test:ident: ($($key:tt)*) => $said:expr;)*) => {$(
        #[test]
        fn $test() {
            #[chain_span($($key)*)]
            fn sync(a: u8) -> Result<u8, String> {
                if a == 0 { Err("zero".to_owned()) } else { Ok(a) }
            }
            #[chain_span($($key)*)]
            async fn later(a: u8) -> Result<u8, String> {
                tokio::task::yield_now().await;
                if a == 0 { Err("zero".to_owned()) } else { Ok(a) }
            }
            let said: fn(&Node) -> bool = $said;
            for (value, span) in [spanned_sync(|| sync(1)), spanned(later(1)), spanned_sync(|| sync(0)), spanned(later(0))] {
                assert_eq!(value.is_ok(), !span.status.is_error());
                assert!(said(&span), "{span:#?}");
            }
        }
    )*};
}

/// Whether the span succeeded without a marker, or has one, or failed, where results are not looked at.
fn marked(span: &Node, key: &str) -> bool {
    span.text(key) == Some(MARKER) || span.status.is_error()
}

keys! {
    in_name: (name = explode()) => |span| span.name.ends_with(MARKER);
    in_input: (input = explode()) => |span| span.text("input.value") == Some(MARKER);
    in_output: (output = |_| explode()) => |span| marked(span, "output.value");
    in_attributes: (attributes("key" = explode())) => |span| span.text("key") == Some(MARKER);
    in_on_result: (on_result(|_| "key" = explode())) => |span| marked(span, "key");
    in_error_if: (error_if = |_| explode().is_empty()) => |_| true;
    in_session: (session = explode()) => |span| span.text("session.id") == Some(MARKER);
    in_user: (user = explode()) => |span| span.text("user.id") == Some(MARKER);
    in_metadata: (metadata = explode()) => |_| true;
    in_tags: (tags = [explode()]) => |_| true;
    in_one_of_two: (attributes("a" = explode(), "b" = 2)) => |span| span.attribute("b").is_some();
}

/// What fails in its own code.
struct Fails(&'static str);

impl Fails {
    fn now(&self, place: &str) {
        assert!(self.0 != place, "in {place}");
    }
}

impl fmt::Debug for Fails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.now("Debug");
        if self.0 == "Debug's error" { Err(fmt::Error) } else { f.write_str("Fails") }
    }
}

impl fmt::Display for Fails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.now("Display");
        f.write_str("fails")
    }
}

impl Error for Fails {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.now("source");
        None
    }
}

struct Serialized(Fails);

impl Serialize for Serialized {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.now("Serialize");
        if self.0.0 == "Serialize's error" {
            return Err(serde::ser::Error::custom("will not"));
        }
        serializer.serialize_str("serialized")
    }
}

#[chain_span]
fn serialized(value: Serialized) -> Serialized {
    value
}

#[chain_span]
fn debugged(value: Fails) -> Fails {
    value
}

#[chain_span]
fn failed(error: Fails) -> Result<u8, Fails> {
    Err(error)
}

/// Both sides have a marker, and the call went well.
fn both(span: &Node) {
    for key in ["input.value", "output.value"] {
        let text = span.text(key).expect("a marker");
        assert!(text.starts_with('<') && text.ends_with('>'), "no marker: {text}");
    }
    assert_eq!(span.status, SpanStatus::Ok);
}

#[test]
fn in_serialize() {
    both(&spanned_sync(|| serialized(Serialized(Fails("Serialize")))).1);
}

#[test]
fn an_error_of_serialize() {
    both(&spanned_sync(|| serialized(Serialized(Fails("Serialize's error")))).1);
}

#[test]
fn in_debug() {
    both(&spanned_sync(|| debugged(Fails("Debug"))).1);
}

#[test]
fn an_error_of_debug() {
    both(&spanned_sync(|| debugged(Fails("Debug's error"))).1);
}

#[test]
fn in_display_of_an_error() {
    let (_, span) = spanned_sync(|| failed(Fails("Display")).is_err());
    assert!(span.status.is_error(), "{span:#?}");
    assert!(span.event("exception").is_some());
}

#[test]
fn in_source_of_an_error() {
    let (_, span) = spanned_sync(|| failed(Fails("source")).is_err());
    assert!(span.status.is_error(), "{span:#?}");
    assert!(span.event("exception").is_some());
}
