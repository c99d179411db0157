//! E53: constants and statics called like our identifiers. E54: arguments called like them.
#![deny(warnings)]
#![allow(non_upper_case_globals, dead_code, reason = "that is the case")]

use openinference_runtime::{chain_span, tool_span};

const start: u8 = 1;
const sink: u8 = 1;
const value: u8 = 1;
const span: u8 = 1;
const result: u8 = 1;
const outcome: u8 = 1;
const success: u8 = 1;
const failure: u8 = 1;
const anchor: u8 = 1;
static e: u8 = 1;
static s: u8 = 1;
static r: u8 = 1;
static v: u8 = 1;
static x: u8 = 1;

#[tool_span(input = a, output = |it| *it, attributes("n" = 1), on_result(|it| "r" = *it), error_if = |it| *it == 1)]
async fn constants(a: u8) -> Result<u8, u8> {
    Ok(a + value)
}

#[chain_span]
fn constants_sync(a: u8) -> u8 {
    a + value + e
}

mod arguments {
    use openinference_runtime::{chain_span, tool_span};

    #[tool_span(name = span, output = |value| *value, on_result(|result| "r" = *result), error_if = |failure| *failure == 1)]
    #[allow(clippy::too_many_arguments, non_snake_case, reason = "that is the case")]
    pub async fn arguments(
        span: &str, result: u8, e: u8, x: u8, ret: u8, fut: u8, ctx: u8, this: u8, start: u8, value: u8, sink: u8,
        outcome: u8, __self: u8, __arg0: u8, __span__: u8, future: u8, body: u8, r: u8, v: u8, o: u8, s: u8,
    ) -> Result<u8, u8> {
        let _ = span;
        Ok(result + e + x + ret + fut + ctx + this + start + value + sink + outcome + __self + __arg0 + __span__ + future
            + body + r + v + o + s)
    }

    #[chain_span(skip(value))]
    pub fn arguments_sync(value: u8, span: u8, result: u8) -> u8 {
        value + span + result
    }
}

fn main() {
    assert_eq!(constants_sync(1), 3);
    assert_eq!(arguments::arguments_sync(1, 1, 1), 3);
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        assert_eq!(constants(1).await, Ok(2));
        let sum = arguments::arguments("", 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1).await;
        assert_eq!(sum, Ok(20));
    });
}
