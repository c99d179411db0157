//! E57: raw identifiers in function, arguments and generics.
#![deny(warnings)]

use openinference_runtime::tool_span;

#[tool_span(skip(r#fn))]
async fn r#match(r#type: u8, r#fn: u8) -> u8 {
    r#type + r#fn
}

#[tool_span]
fn r#loop<'r#mod>(#[span(attribute = "a.type")] r#type: &'r#mod str, mut r#struct: u8) -> &'r#mod str {
    r#struct += 1;
    assert!(r#struct > 0);
    r#type
}

#[allow(non_camel_case_types, reason = "that is the case")]
#[tool_span]
fn generic<r#enum: Copy>(r#in: r#enum) -> r#enum {
    r#in
}

fn main() {
    assert_eq!(r#loop("a", 1), "a");
    assert_eq!(generic(1), 1);
    drop(r#match(1, 1));
}
