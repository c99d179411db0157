//! E62: attributes of parameters and generics.

use openinference_checklist::{call, spanned};
use openinference_runtime::tool_span;

#[test]
fn cfg() {
    #[tool_span]
    async fn f(#[cfg(test)] a: u8, #[cfg(not(test))] a: Missing, #[cfg(not(test))] b: Missing) -> u8 {
        a
    }
    let (value, span) = spanned(f(1));
    assert_eq!((value, span.text("input.value")), (1, Some(r#"{"a":1}"#)));
}

#[test]
fn cfg_on_tuples() {
    #[tool_span]
    async fn f(#[cfg(test)] (a, b): (u8, u8), #[cfg(not(test))] (a, b): Missing) -> u8 {
        a + b
    }
    assert_eq!(call(f((1, 2))), 3);
}

#[test]
fn cfg_on_wildcards() {
    #[tool_span]
    async fn f(#[cfg(test)] _: u8, #[cfg(not(test))] _: Missing) -> u8 {
        1
    }
    assert_eq!(call(f(1)), 1);
}

#[test]
fn cfg_beside_a_helper() {
    #[tool_span]
    async fn f(
        #[cfg(not(test))]
        #[span(redact)]
        a: Missing,
        #[span(skip)]
        #[cfg(test)]
        b: u8,
    ) -> u8 {
        b
    }
    let (value, span) = spanned(f(1));
    assert_eq!((value, span.text("input.value")), (1, Some("{}")));
}

#[test]
fn allow() {
    #[tool_span]
    async fn f(
        #[allow(unused_variables, reason = "that is the case")] a: u8,
        #[allow(unused_mut, reason = "too")] mut b: u8,
    ) -> u8 {
        b
    }
    assert_eq!(call(f(1, 2)), 2);
}

#[test]
fn expect() {
    #[tool_span]
    async fn f(#[expect(unused_mut, reason = "that is the case")] mut a: u8) -> u8 {
        a
    }
    assert_eq!(call(f(1)), 1);
}

#[test]
fn cfg_on_generics() {
    #[tool_span]
    async fn f<#[cfg(test)] T: Copy, #[cfg(not(test))] U: Missing>(a: T) -> T {
        a
    }
    assert_eq!(call(f(1)), 1);
}
