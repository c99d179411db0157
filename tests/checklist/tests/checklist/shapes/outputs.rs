//! E01: plain, unit and `Result` outputs.

use openinference_checklist::{call, spanned};
use openinference_runtime::chain_span;
use openinference_runtime::testing::SpanStatus;

#[test]
fn a_plain_output() {
    #[chain_span]
    async fn f(a: u8) -> u8 {
        a + 1
    }
    let (value, span) = spanned(f(1));
    assert_eq!((value, span.text("output.value")), (2, Some("2")));
}

#[test]
fn no_output() {
    #[chain_span]
    async fn f(a: &mut u8) {
        *a += 1;
    }
    let mut a = 1;
    let ((), span) = spanned(f(&mut a));
    assert_eq!((a, span.attribute("output.value")), (2, None));
}

#[test]
fn a_result() {
    #[chain_span]
    async fn f(a: u8) -> Result<u8, String> {
        if a > 1 { Err("too large".to_owned()) } else { Ok(a) }
    }
    assert_eq!(call(f(1)), Ok(1));
    let (value, span) = spanned(f(2));
    assert!(value.is_err());
    assert_eq!(span.status, SpanStatus::Error("too large".to_owned()));
}
