//! E53: constants and statics that are called like our identifiers would be, and in lower case.
#![allow(non_upper_case_globals, dead_code, reason = "that is the case")]

use openinference_checklist::{call, call_sync};
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
static x: u8 = 1;

#[test]
fn lower_case_constants() {
    #[tool_span(input = a, output = |it| *it, attributes("n" = 1), on_result(|it| "r" = *it), error_if = |it| *it == 1)]
    async fn f(a: u8) -> Result<u8, u8> {
        Ok(a + value)
    }
    assert_eq!(call(f(1)), Ok(2));
}

#[test]
fn lower_case_statics() {
    #[chain_span]
    fn f(a: u8) -> u8 {
        a + e + s + r + x
    }
    assert_eq!(call_sync(|| f(1)), 5);
}
