//! E57: raw identifiers.

use openinference_checklist::{call, spanned};
use openinference_runtime::tool_span;

#[test]
fn of_a_function() {
    #[tool_span]
    async fn r#match(a: u8) -> u8 {
        a
    }
    assert_eq!(call(r#match(1)), 1);
}

#[test]
fn of_arguments() {
    #[tool_span(skip(r#fn), attributes("n" = r#type))]
    async fn f(r#type: u8, r#fn: u8, mut r#loop: u8) -> u8 {
        r#loop += 1;
        r#type + r#fn + r#loop
    }
    let (value, span) = spanned(f(1, 2, 3));
    assert_eq!((value, span.text("input.value")), (7, Some(r#"{"type":1,"loop":3}"#)));
}

#[test]
fn of_generics() {
    #[allow(non_camel_case_types, reason = "that is the case")]
    #[tool_span]
    async fn f<'r#mod, r#enum: Copy>(a: &'r#mod r#enum) -> r#enum {
        *a
    }
    assert_eq!(call(f(&1)), 1);
}

#[test]
fn the_spans_name_is_not_raw() {
    #[tool_span]
    async fn r#loop() {}
    let (_, span) = spanned(r#loop());
    assert_eq!((span.name.as_str(), span.text("tool.name")), ("loop", Some("loop")));
}
