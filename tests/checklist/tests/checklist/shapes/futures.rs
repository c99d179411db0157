//! E12: functions that are not async and return a future: the span covers it, also when statements precede it.

use std::future::Future;
use std::pin::Pin;

use openinference_checklist::{block_on, spanned, spanned_from, spanned_sync, traced};
use openinference_runtime::record::Json;
use openinference_runtime::testing::{Node, SpanStatus};
use openinference_runtime::{agent_span, current};

/// What the future saw while it ran, and what came out of it, are in the span.
fn covers(span: &Node, output: &str) {
    assert_eq!(span.text("output.value"), Some(output));
    assert_eq!(span.attribute("seen"), Some(&Json::Bool(true)), "not current inside");
    assert_eq!(span.status, SpanStatus::Ok);
}

async fn seen<T>(value: T) -> T {
    tokio::task::yield_now().await;
    current().attribute("seen", true);
    value
}

#[test]
fn impl_future() {
    #[agent_span]
    fn f(a: u8) -> impl Future<Output = u8> + Send {
        seen(a)
    }
    covers(&spanned_from(|| f(1)).1, "1");
}

#[test]
fn boxed_future() {
    #[agent_span]
    fn f(a: u8) -> Pin<Box<dyn Future<Output = u8>>> {
        Box::pin(seen(a))
    }
    #[agent_span]
    fn send<'a>(a: &'a str) -> Pin<Box<dyn Future<Output = &'a str> + Send + 'a>> {
        Box::pin(seen(a))
    }
    #[agent_span]
    fn send_and_sync(a: u8) -> Pin<Box<dyn Future<Output = u8> + Send + Sync>> {
        Box::pin(seen(a))
    }
    covers(&spanned_from(|| f(1)).1, "1");
    covers(&spanned_from(|| send("a")).1, "a");
    covers(&spanned_from(|| send_and_sync(1)).1, "1");
}

#[test]
fn boxed_future_by_alias() {
    type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
    #[agent_span]
    fn f(a: &str) -> Later<'_, Result<usize, String>> {
        Box::pin(async move { Ok(seen(a).await.len()) })
    }
    covers(&spanned_from(|| f("a")).1, "1");
}

#[test]
fn captures_by_use() {
    #[agent_span]
    fn f(a: &str) -> impl Future<Output = usize> + use<'_> {
        async move { seen(a).await.len() }
    }
    #[agent_span]
    fn nothing(a: &str) -> impl Future<Output = usize> + use<> {
        seen(a.len())
    }
    covers(&spanned_from(|| f("a")).1, "1");
    let later = {
        let text = String::from("ab");
        traced(async { nothing(&text) }).0
    };
    assert_eq!(block_on(later), 2);
}

#[test]
fn with_statements_before() {
    #[agent_span]
    fn opaque(a: u8) -> impl Future<Output = Result<u8, String>> {
        let double = a * 2;
        if double > 100 {
            current().attribute("large", true);
        }
        async move { seen(Ok(double)).await }
    }
    #[agent_span]
    fn boxed(a: u8) -> Pin<Box<dyn Future<Output = u8> + Send>> {
        let double = a * 2;
        let triple = a + double;
        Box::pin(seen(triple))
    }
    covers(&spanned_from(|| opaque(1)).1, "2");
    let (_, span) = spanned_from(|| opaque(51));
    covers(&span, "102");
    assert!(span.attribute("large").is_some(), "the statements are not in the span");
    covers(&spanned_from(|| boxed(1)).1, "3");
}

#[test]
fn an_err_of_the_future_is_the_calls() {
    #[agent_span]
    fn opaque(a: u8) -> impl Future<Output = Result<u8, String>> {
        let text = format!("{a} is too large");
        async move { Err(text) }
    }
    #[agent_span]
    fn boxed(a: u8) -> Pin<Box<dyn Future<Output = Result<u8, String>>>> {
        let text = format!("{a} is too large");
        Box::pin(async move { Err(text) })
    }
    for span in [spanned_from(|| opaque(1)).1, spanned_from(|| boxed(1)).1] {
        assert_eq!(span.status, SpanStatus::Error("1 is too large".to_owned()));
    }
}

#[test]
fn the_span_starts_with_the_call() {
    #[agent_span]
    fn f() -> impl Future<Output = ()> {
        async {}
    }
    let (_, span) = spanned_sync(|| drop(f()));
    assert_eq!(span.status, SpanStatus::Error("cancelled".to_owned()));
}

#[test]
fn an_async_function_that_returns_a_future() {
    #[agent_span]
    async fn f(a: u8) -> impl Future<Output = u8> {
        seen(a)
    }
    covers(&spanned(async { f(1).await.await }).1, "1");
}

#[test]
fn a_result_of_a_future() {
    #[agent_span]
    fn f(a: u8) -> Result<impl Future<Output = u8>, String> {
        if a > 1 {
            return Err("too large".to_owned());
        }
        Ok(seen(a))
    }
    covers(&spanned(async { f(1).expect("ok").await }).1, "1");
    let (_, span) = spanned_sync(|| f(2).is_err());
    assert_eq!(span.status, SpanStatus::Error("too large".to_owned()));
}
