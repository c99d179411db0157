//! E62: attributes of parameters and generics.

use openinference_checklist::{call, spanned};
use openinference_runtime::tool_span;

#[test]
fn cfg() {
    #[tool_span]
    async fn f(#[cfg(all())] a: u8, #[cfg(any())] a: Missing, #[cfg(any())] b: Missing) -> u8 {
        a
    }
    let (value, span) = spanned(f(1));
    assert_eq!((value, span.text("input.value")), (1, Some(r#"{"a":1}"#)));
}

#[test]
fn cfg_on_tuples() {
    #[tool_span]
    async fn f(#[cfg(all())] (a, b): (u8, u8), #[cfg(any())] (a, b): Missing) -> u8 {
        a + b
    }
    assert_eq!(call(f((1, 2))), 3);
}

#[test]
fn cfg_on_wildcards() {
    #[tool_span]
    async fn f(#[cfg(all())] _: u8, #[cfg(any())] _: Missing) -> u8 {
        1
    }
    assert_eq!(call(f(1)), 1);
}

#[test]
fn cfg_beside_a_helper() {
    #[tool_span]
    async fn f(
        #[cfg(any())]
        #[span(redact)]
        a: Missing,
        #[span(skip)]
        #[cfg(all())]
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
    async fn f<#[cfg(all())] T: Copy, #[cfg(any())] U: Missing>(a: T) -> T {
        a
    }
    assert_eq!(call(f(1)), 1);
}
