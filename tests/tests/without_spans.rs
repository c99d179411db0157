//! Where no span is made, what a call hands on is there all the same: the trace that came in, its baggage, session and user.
//! One process, because what is set up is the process's.

use std::collections::BTreeMap;

use futures_util::StreamExt as _;
use openinference_runtime::opentelemetry::Context;
use openinference_runtime::opentelemetry::baggage::BaggageExt as _;
use openinference_runtime::opentelemetry::trace::TraceContextExt as _;
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::semconv::attributes::{SESSION_ID, USER_ID};
use openinference_runtime::{chain_span, context, disable, span};

type Headers = BTreeMap<String, String>;

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const ALL: &str = "4bf92f3577b34da6a3ce929d0e0e4736 baggage 1 session s user u";

fn headers() -> Headers {
    let traceparent = format!("00-{TRACE}-00f067aa0ba902b7-01");
    Headers::from([("traceparent".into(), traceparent), ("baggage".into(), "a=1".into())])
}

/// What is current here.
fn here() -> String {
    let cx = Context::current();
    let text = |key: &str| context::value(&cx, key).map_or("none".into(), |value| value.to_string());
    format!(
        "{} baggage {} session {} user {}",
        cx.span().span_context().trace_id(),
        cx.baggage().get("a").map_or("none".into(), ToString::to_string),
        text(SESSION_ID),
        text(USER_ID)
    )
}

#[chain_span(parent = headers, session = "s", user = "u")]
fn function(headers: &Headers) -> String {
    here()
}

#[chain_span(parent = headers, session = "s", user = "u")]
async fn async_function(headers: &Headers) -> String {
    tokio::task::yield_now().await;
    here()
}

#[chain_span(parent = headers, session = "s", user = "u")]
fn future(headers: &Headers) -> impl Future<Output = String> + use<> {
    async {
        tokio::task::yield_now().await;
        here()
    }
}

#[chain_span(stream, parent = headers, session = "s", user = "u")]
fn stream(headers: &Headers) -> impl futures_util::Stream<Item = String> + use<> {
    futures_util::stream::iter(0..2).map(|_| here())
}

async fn everywhere(state: &str) {
    let headers = headers();
    let nothing = here();
    assert_eq!(function(&headers), ALL, "{state}");
    assert_eq!(async_function(&headers).await, ALL, "{state}");
    assert_eq!(future(&headers).await, ALL, "{state}");
    assert_eq!(stream(&headers).collect::<Vec<_>>().await, [ALL, ALL], "{state}");
    let block = || span(SpanKind::Chain, "block").parent(&headers).session("s").user("u");
    assert_eq!(block().in_scope(here), ALL, "{state}");
    assert_eq!(block().scope(async { here() }).await, ALL, "{state}");
    {
        let _guard = block().start();
        assert_eq!(here(), ALL, "{state}");
    }
    assert_eq!(here(), nothing, "{state}: nothing stays behind");
}

#[tokio::test]
async fn what_a_call_hands_on_is_current_without_a_span() {
    everywhere("nothing set up").await;
    disable();
    everywhere("off").await;
    everywhere("suppressed").await;
    context::suppressed(everywhere("suppressed")).await;
}
