//! E61: attributes and documentation inside the body.

use openinference_checklist::{call, call_sync, spanned_sync};
use openinference_runtime::tool_span;

#[test]
fn inner_attributes() {
    #[tool_span]
    async fn later(a: u8) -> u8 {
        #![allow(unused_variables, reason = "that is the case")]
        let b = a;
        a
    }
    #[tool_span]
    fn sync(a: u8) -> u8 {
        #![allow(unused_variables, reason = "that is the case")]
        #![deny(unused_mut)]
        let b = a;
        a
    }
    assert_eq!(call(later(1)), 1);
    assert_eq!(call_sync(|| sync(1)), 1);
}

#[test]
fn inner_documentation() {
    #[tool_span]
    fn f(a: u8) -> u8 {
        //! Inner documentation.
        a
    }
    let (_, span) = spanned_sync(|| f(1));
    assert_eq!(span.text("tool.description"), Some("Inner documentation."));
}
