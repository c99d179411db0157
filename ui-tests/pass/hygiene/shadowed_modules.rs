//! E51: the user's own modules are called like the crates that generated code names.
#![deny(warnings)]

mod std {}
mod core {}
mod alloc {}
mod tracing {}
mod opentelemetry {}
mod openinference_runtime {}

use ::openinference_runtime::{chain_span, tool_span};

#[tool_span(name = a, attributes("n" = 1), error_if = |e| e.is_empty())]
async fn async_function(a: &str) -> Result<u8, String> {
    Err(a.to_owned())
}

#[chain_span]
fn function(a: u8) -> u8 {
    a
}

struct Tool;

#[tool_span]
impl Tool {
    fn method(&self, a: u8) -> u8 {
        a
    }
}

fn main() {
    assert_eq!(function(1), 1);
    assert_eq!(Tool.method(1), 1);
    drop(async_function("a"));
}
