//! E58: callers of this crate's edition; the crates `checklist-2021` and `checklist-2018` have this file too.

use openinference_checklist::{call, call_sync, spanned_from};
use openinference_runtime::{agent_span, chain_span, llm_span, tool_span};
use std::future::Future;

/// Adds.
#[tool_span(name = b, attributes("n" = a), on_result(|r| "r" = *r), error_if = |e| e.is_empty())]
async fn later(a: u8, b: &str) -> Result<u8, String> {
    if b.is_empty() {
        return Err("empty".to_owned());
    }
    Ok(a)
}

#[chain_span]
fn sync((a, b): (u8, u8)) -> Box<dyn std::fmt::Display> {
    Box::new(a + b)
}

#[agent_span]
fn future(a: u8) -> impl Future<Output = u8> {
    async move { a }
}

#[llm_span]
fn stream(a: u8) -> impl futures_util::Stream<Item = u8> {
    futures_util::stream::iter(vec![a])
}

struct Tool;

#[tool_span]
impl Tool {
    async fn method(&self, a: u8) -> u8 {
        a
    }
}

#[test]
fn a_caller_of_this_edition() {
    assert_eq!(call(later(1, "b")), Ok(1));
    assert_eq!(call_sync(|| sync((1, 2))).to_string(), "3");
    assert_eq!(spanned_from(|| future(1)).0, 1);
    call_sync(|| drop(stream(1)));
    assert_eq!(call(Tool.method(1)), 1);
}
