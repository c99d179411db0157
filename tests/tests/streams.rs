//! Functions that return futures, streams and iterators: the span covers what they returned.

use std::future::Future;
use std::pin::Pin;

use futures_util::stream::{self, BoxStream, Stream, StreamExt as _};
use futures_util::{FutureExt as _, future::BoxFuture};
use openinference_runtime::testing::{SpanStatus, Trace, capture};
use openinference_runtime::{chain_span, current, llm_span, tool_span};

#[tool_span]
fn leaf() -> u8 {
    1
}

fn nested(trace: &Trace) {
    assert_eq!(trace.roots.len(), 1, "the leaf is outside: {trace:#?}");
    assert_eq!(trace.roots[0].children[0].name, "leaf");
    assert_eq!(trace.roots[0].status, SpanStatus::Ok);
}

#[chain_span]
fn later(number: u8) -> impl Future<Output = Result<u8, String>> {
    let doubled = number * 2;
    async move { Ok(doubled + leaf()) }
}

#[chain_span]
fn boxed(number: u8) -> Pin<Box<dyn Future<Output = u8> + Send>> {
    Box::pin(async move { number + leaf() })
}

#[chain_span]
fn aliased<'a>(number: &'a u8) -> BoxFuture<'a, u8> {
    async move { *number + leaf() }.boxed()
}

#[tokio::test]
async fn the_span_covers_the_future_that_a_function_returns() {
    let (value, trace) = capture(later_now()).await;
    assert_eq!(value, Ok(5));
    assert_eq!(trace.roots[0].text("output.value"), Some("5"));
    nested(&trace);
    let (_, trace) = capture(async { boxed(2).await }).await;
    nested(&trace);
    let (_, trace) = capture(async { aliased(&2).await }).await;
    nested(&trace);
}

async fn later_now() -> Result<u8, String> {
    later(2).await
}

#[chain_span]
fn tokens(count: usize) -> impl Stream<Item = String> + Unpin {
    stream::iter(0..count).map(|n| {
        leaf();
        format!("t{n} ")
    })
}

#[chain_span]
async fn tokens_async(count: usize) -> impl Stream<Item = String> {
    leaf();
    stream::iter(0..count).map(|n| format!("t{n} "))
}

#[chain_span]
async fn tokens_result(count: usize) -> Result<impl Stream<Item = Result<String, String>>, String> {
    if count == 0 {
        return Err("none".to_owned());
    }
    Ok(stream::iter(0..count).map(|n| if n == 2 { Err("third".to_owned()) } else { Ok(format!("t{n} ")) }))
}

#[chain_span]
fn tokens_boxed(count: usize) -> BoxStream<'static, String> {
    stream::iter(0..count).map(|n| format!("t{n} ")).boxed()
}

#[chain_span]
fn tokens_boxed_result(count: usize) -> Result<BoxStream<'static, String>, String> {
    if count == 0 {
        Err("none".to_owned())
    } else {
        Ok(stream::iter(0..count).map(|n| format!("t{n} ")).boxed())
    }
}

#[tokio::test]
async fn the_span_of_a_stream_ends_with_its_last_item() {
    let (items, trace) = capture(async { tokens(3).collect::<Vec<_>>().await }).await;
    assert_eq!(items.len(), 3);
    assert_eq!(trace.roots[0].text("output.value"), Some("t0 t1 t2 "));
    assert_eq!(trace.roots[0].children.len(), 3, "current while an item is made");
    nested(&trace);

    let (_, trace) = capture(async { tokens_async(2).await.collect::<Vec<_>>().await }).await;
    nested(&trace);
    assert_eq!(trace.roots[0].text("output.value"), Some("t0 t1 "));
}

#[tokio::test]
async fn boxed_streams_are_followed_through_their_aliases() {
    let (_, trace) = capture(async { tokens_boxed(2).collect::<Vec<_>>().await }).await;
    assert_eq!(trace.roots[0].text("output.value"), Some("t0 t1 "));
    let (_, trace) = capture(async { tokens_boxed_result(2).expect("ok").collect::<Vec<_>>().await }).await;
    assert_eq!(trace.roots[0].text("output.value"), Some("t0 t1 "));
    let (_, trace) = capture(async { tokens_boxed_result(0).is_err() }).await;
    assert_eq!(trace.roots[0].status, SpanStatus::Error("none".to_owned()));
}

#[tokio::test]
async fn an_error_in_the_middle_of_a_stream_is_the_calls_error() {
    let (items, trace) =
        capture(async { tokens_result(4).await.expect("a stream").collect::<Vec<_>>().await }).await;
    assert_eq!(items.len(), 4);
    assert_eq!(trace.roots[0].status, SpanStatus::Error("third".to_owned()));
    assert_eq!(trace.roots[0].text("output.value"), Some("t0 t1 t3 "));
    let (_, trace) = capture(async { tokens_result(0).await.is_err() }).await;
    assert_eq!(trace.roots[0].status, SpanStatus::Error("none".to_owned()));
}

#[tokio::test]
async fn a_stream_dropped_early_keeps_what_arrived_and_is_marked() {
    let (_, trace) = capture(async { tokens(5).next().await }).await;
    let span = &trace.roots[0];
    assert_eq!(span.text("output.value"), Some("t0 "));
    assert_eq!(span.attribute("stream.incomplete"), Some(&openinference_runtime::record::Json::Bool(true)));
    assert_eq!(span.status, SpanStatus::Unset);
}

#[chain_span(stream)]
fn numbers(count: u8) -> impl ExactSizeIterator<Item = u8> {
    (0..count).map(|n| n + leaf())
}

#[tokio::test]
async fn an_iterator_is_followed_when_asked() {
    let (items, trace) = capture(async { (numbers(2).len(), numbers(2).collect::<Vec<_>>()) }).await;
    assert_eq!(items, (2, vec![1, 2]));
    assert_eq!(trace.roots[1].text("output.value"), Some("[1,2]"));
    assert_eq!(trace.roots[1].children.len(), 2);
}

#[llm_span]
fn first_token(count: usize) -> impl Stream<Item = String> {
    stream::iter(0..count).map(|n| format!("t{n}"))
}

#[tokio::test]
async fn the_first_token_of_a_model_is_an_event_and_an_attribute() {
    let (_, trace) = capture(async { first_token(3).collect::<Vec<_>>().await }).await;
    let events: Vec<_> = trace.roots[0].events.iter().map(|event| event.name.as_str()).collect();
    assert_eq!(events, ["First Token Stream Event"]);
    assert!(trace.roots[0].attribute("gen_ai.response.time_to_first_chunk").is_some());
}

#[chain_span]
async fn yields() -> bool {
    tokio::task::yield_now().await;
    current().is_recording()
}

#[tokio::test]
async fn the_context_is_current_in_each_poll_and_never_across_a_yield() {
    let (_, trace) = capture(async {
        let mut future = Box::pin(yields());
        assert!((&mut future).now_or_never().is_none());
        assert!(!current().is_recording(), "left current across a yield");
        assert!(future.await);
    })
    .await;
    assert_eq!(trace.roots[0].text("output.value"), Some("true"));
}
