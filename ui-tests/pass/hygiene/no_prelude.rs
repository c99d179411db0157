//! E50: without the prelude.
#![deny(warnings)]
#![no_implicit_prelude]

use ::openinference_runtime::{agent_span, chain_span, llm_span, tool_span};
use ::std::string::{String, ToString as _};

/// Documentation.
#[tool_span(name = a.to_string(), session = b, tags = ["x"], attributes("n" = a), on_result(|r| "r" = *r), error_if = |e| e.is_empty())]
async fn async_function(a: u8, b: &str) -> ::std::result::Result<u8, String> {
    let _ = b;
    ::std::result::Result::Ok(a)
}

#[chain_span(output = |r| *r + 1)]
fn function(a: u8) -> u8 {
    a
}

#[agent_span]
fn future(a: u8) -> impl ::std::future::Future<Output = u8> {
    async move { a }
}

#[llm_span]
async fn stream(a: u8) -> ::std::result::Result<impl ::futures_util::Stream<Item = u8>, String> {
    ::std::result::Result::Ok(::futures_util::stream::iter([a]))
}

#[chain_span]
async fn never() -> ! {
    ::std::process::exit(0)
}

struct Tool;

#[tool_span]
impl Tool {
    fn method(&self, a: u8) -> u8 {
        a
    }
}

fn main() {
    ::std::assert_eq!(function(1), 1);
    ::std::assert_eq!(Tool.method(1), 1);
    let runtime = ::tokio::runtime::Builder::new_current_thread().build();
    if let ::std::result::Result::Ok(runtime) = runtime {
        let _ = runtime.block_on(async_function(1, "b"));
        runtime.block_on(future(1));
        let _ = runtime.block_on(stream(1)).is_ok();
        runtime.block_on(never());
    }
}
