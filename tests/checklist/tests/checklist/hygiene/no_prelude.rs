//! E50: a module without the prelude.
#![no_implicit_prelude]

use ::futures_util::Stream;
use ::openinference_checklist::{call, call_sync, spanned_from};
use ::openinference_runtime::{agent_span, chain_span, llm_span, tool_span};
use ::std::string::{String, ToString as _};
use ::std::{assert, assert_eq};

/// Documentation.
#[tool_span(name = a.to_string(), session = b, tags = ["x"], attributes("n" = a), on_result(|r| "r" = *r), error_if = |e| e.is_empty())]
async fn with_keys(a: u8, b: &str) -> ::std::result::Result<u8, String> {
    let _ = b;
    ::std::result::Result::Ok(a)
}

#[chain_span(output = |r| *r + 1)]
fn sync(a: u8) -> u8 {
    a
}

#[agent_span]
fn future(a: u8) -> impl ::std::future::Future<Output = u8> {
    async move { a }
}

#[llm_span]
async fn stream(a: u8) -> ::std::result::Result<impl Stream<Item = u8>, String> {
    ::std::result::Result::Ok(::futures_util::stream::iter([a]))
}

#[chain_span]
#[track_caller]
fn tracked(a: u8) -> u8 {
    a
}

struct Tool;

#[tool_span]
impl Tool {
    fn method(&self, a: u8) -> u8 {
        a
    }
}

#[::std::prelude::v1::test]
fn a_module_without_the_prelude() {
    assert!(call(with_keys(1, "b")).is_ok());
    assert_eq!(call_sync(|| sync(1)), 1);
    assert_eq!(call_sync(|| tracked(1)), 1);
    assert_eq!(spanned_from(|| future(1)).0, 1);
    assert!(call(async { stream(1).await.is_ok() }));
    assert_eq!(call_sync(|| Tool.method(1)), 1);
}
