//! E63: beside the attributes of others, in both orders. rmcp's `#[tool]` has its test where rmcp is.

use async_trait::async_trait;
use openinference_checklist::{block_on, spanned, spanned_sync};
use openinference_runtime::testing::{Node, SpanStatus, capture_sync};
use openinference_runtime::{agent_span, current, tool_span};
use tracing::instrument;

fn whole((value, span): (Result<u8, String>, Node)) {
    assert_eq!(value, Err("no".to_owned()));
    assert_eq!(span.status, SpanStatus::Error("no".to_owned()));
}

#[test]
fn before_tracing_instrument() {
    #[tool_span]
    #[instrument(ret, err)]
    async fn later(a: u8) -> Result<u8, String> {
        tokio::task::yield_now().await;
        if a == 0 { Err("no".to_owned()) } else { Ok(a) }
    }
    #[tool_span]
    #[instrument]
    fn sync(a: u8) -> Result<u8, String> {
        if a == 0 { Err("no".to_owned()) } else { Ok(a) }
    }
    whole(spanned(later(0)));
    whole(spanned_sync(|| sync(0)));
}

#[test]
fn after_tracing_instrument() {
    #[instrument]
    #[tool_span]
    async fn later(a: u8) -> Result<u8, String> {
        tokio::task::yield_now().await;
        if a == 0 { Err("no".to_owned()) } else { Ok(a) }
    }
    #[instrument(skip_all, err)]
    #[tool_span]
    fn sync(a: u8) -> Result<u8, String> {
        if a == 0 { Err("no".to_owned()) } else { Ok(a) }
    }
    whole(spanned(later(0)));
    whole(spanned_sync(|| sync(0)));
}

#[test]
fn before_tokio_main() {
    #[agent_span]
    #[tokio::main(flavor = "current_thread")]
    async fn f(a: u8) -> u8 {
        tokio::task::yield_now().await;
        assert!(current().is_recording());
        a
    }
    let (value, span) = spanned_sync(|| f(1));
    assert_eq!((value, span.text("output.value")), (1, Some("1")));
}

#[test]
fn after_tokio_main() {
    #[tokio::main(flavor = "current_thread")]
    #[agent_span]
    async fn f(a: u8) -> u8 {
        tokio::task::yield_now().await;
        assert!(current().is_recording());
        a
    }
    let (value, span) = spanned_sync(|| f(1));
    assert_eq!((value, span.text("output.value")), (1, Some("1")));
}

#[tool_span]
#[tokio::test]
async fn before_tokio_test() {
    tokio::task::yield_now().await;
}

#[tokio::test]
#[tool_span]
async fn after_tokio_test() {
    tokio::task::yield_now().await;
}

#[test]
#[tool_span]
fn after_test() {}

#[async_trait]
trait Tool {
    async fn call(&self, a: u8) -> u8;
    async fn other(&self, a: u8) -> u8;
}

#[test]
fn before_async_trait() {
    struct Search;
    #[tool_span]
    #[async_trait]
    impl Tool for Search {
        async fn call(&self, a: u8) -> u8 {
            tokio::task::yield_now().await;
            a
        }
        #[instrument(skip(self))]
        async fn other(&self, a: u8) -> u8 {
            a
        }
    }
    let tool: &dyn Tool = &Search;
    let (value, span) = spanned(async { tool.call(1).await });
    assert_eq!((value, span.text("output.value"), span.name.as_str()), (1, Some("1"), "Search::call"));
    let (_, span) = spanned(async { tool.other(1).await });
    assert_eq!(span.text("output.value"), Some("1"));
}

#[test]
fn after_async_trait() {
    struct Search;
    #[async_trait]
    #[tool_span]
    impl Tool for Search {
        async fn call(&self, a: u8) -> u8 {
            tokio::task::yield_now().await;
            a
        }
        #[span(skip)]
        async fn other(&self, a: u8) -> u8 {
            a
        }
    }
    let tool: &dyn Tool = &Search;
    let (value, span) = spanned(async { tool.call(1).await });
    assert_eq!((value, span.text("output.value"), span.name.as_str()), (1, Some("1"), "Search::call"));
    let (_, trace) = capture_sync(|| block_on(tool.other(1)));
    assert!(trace.is_empty());
}
