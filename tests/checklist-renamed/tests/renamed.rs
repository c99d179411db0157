//! E59: a dependency under another name.
#![deny(warnings)]

use futures_executor::block_on;
use telemetry::testing::{capture, capture_sync};
use telemetry::{agent_span, chain_span, llm_span, tool_span};

/// Adds.
#[tool_span(crate = ::telemetry, name = format!("{a}"), attributes("n" = a), on_result(|r| "r" = *r), error_if = |_e| true)]
async fn later(a: u8) -> Result<u8, String> {
    Ok(a)
}

#[chain_span(crate = ::telemetry)]
fn sync(a: u8) -> u8 {
    a
}

#[agent_span(crate = ::telemetry)]
fn future(a: u8) -> impl Future<Output = u8> {
    async move { a }
}

#[llm_span(crate = ::telemetry)]
#[track_caller]
fn tracked(a: u8) -> u8 {
    a
}

struct Tool;

#[tool_span(crate = ::telemetry)]
impl Tool {
    fn method(&self, a: u8) -> u8 {
        a
    }
}

#[test]
fn under_another_name() {
    let (_, trace) = block_on(capture(async {
        assert_eq!(later(1).await, Ok(1));
        assert_eq!(sync(1) + future(1).await + tracked(1) + Tool.method(1), 4);
    }));
    let names: Vec<_> = trace.roots.iter().map(|span| span.name.as_str()).collect();
    assert_eq!(names, ["1", "sync", "future", "tracked", "Tool::method"]);
}

openinference_checklist_renamed::traced! {
    made(a: u8) -> u8 {
        a + 1
    }
}

#[test]
fn by_a_macro_of_another_crate() {
    let (value, trace) = capture_sync(|| made(1));
    assert_eq!((value, trace.roots[0].name.as_str()), (2, "made"));
}
