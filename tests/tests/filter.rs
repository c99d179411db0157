//! Only OpenInference spans are exported: with the spans of real middleware around and between them. One process, one
//! provider, as the middleware goes by the global one; each test looks at its own trace.

use std::collections::HashMap;
use std::sync::OnceLock;

use anyhow::Result;
use axum::routing::get;
use axum::{Router, serve};
use openinference_runtime::filter::OpenInferenceOnly;
use openinference_runtime::opentelemetry::trace::{
    FutureExt as _, TraceContextExt as _, Tracer as _, TracerProvider as _,
};
use openinference_runtime::opentelemetry::{Context, global};
use openinference_runtime::propagation::reqwest::InjectMiddleware;
use openinference_runtime::propagation::tower::ExtractLayer;
use openinference_runtime::propagation::{self};
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::testing::assert_span;
use openinference_runtime::{current, set_tracer_provider, span};
use openinference_tests::exported::exported as trace_of;
use opentelemetry_instrumentation_tower::http::server::Layer as HttpServerLayer;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SimpleSpanProcessor};
use reqwest_tracing::TracingMiddleware;
use tokio::net::TcpListener;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Both views of the same spans: what is left of them, and all of them.
struct Exported {
    only: InMemorySpanExporter,
    all: InMemorySpanExporter,
}

fn exported() -> &'static Exported {
    static EXPORTED: OnceLock<Exported> = OnceLock::new();
    EXPORTED.get_or_init(|| {
        let (only, all) = (InMemorySpanExporter::default(), InMemorySpanExporter::default());
        let provider = SdkTracerProvider::builder()
            .with_span_processor(OpenInferenceOnly::new(SimpleSpanProcessor::new(only.clone())))
            .with_simple_exporter(all.clone())
            .build();
        global::set_text_map_propagator(TraceContextPropagator::new());
        set_tracer_provider(&provider);
        let tracing = tracing_opentelemetry::layer().with_tracer(provider.tracer("tracing"));
        tracing_subscriber::registry().with(tracing).init();
        global::set_tracer_provider(provider);
        Exported { only, all }
    })
}

fn middleware(name: &'static str) -> Context {
    Context::current_with_span(global::tracer("middleware").start(name))
}

#[test]
fn a_span_below_middleware_becomes_the_root_with_its_session_input_and_output() -> Result<()> {
    let exported = exported();
    let server = middleware("GET /");
    let trace = server.span().span_context().trace_id();
    {
        let _attached = server.clone().attach();
        let agent = || -> Result<_, std::fmt::Error> { Ok("sunny") };
        span(SpanKind::Agent, "agent").session("s-1").input("Bern?").in_scope_result(agent)?;
    }
    server.span().end();
    assert_eq!(trace_of(&exported.only, trace)?.outline(), "AGENT agent\n");
    assert_eq!(
        trace_of(&exported.all, trace)?.outline(),
        "internal GET /\n  AGENT agent\n",
        "others see it as it is"
    );
    assert_span!(
        trace_of(&exported.only, trace)?,
        "agent",
        "session.id" == "s-1",
        input == "Bern?",
        output == "sunny"
    );
    Ok(())
}

#[test]
fn spans_between_are_left_out_also_when_they_ended_before() -> Result<()> {
    let exported = exported();
    let trace = span(SpanKind::Agent, "agent").in_scope(|| {
        let retry = middleware("retry");
        let attempt = retry.with_span(global::tracer("middleware").start_with_context("attempt", &retry));
        attempt.span().end();
        retry.span().end();
        let _attached = attempt.attach();
        span(SpanKind::Llm, "chat").in_scope(|| current().span_context().trace_id())
    });
    assert_eq!(trace_of(&exported.only, trace)?.outline(), "AGENT agent\n  LLM chat\n");
    Ok(())
}

#[test]
fn a_span_that_tracing_makes_with_the_attribute_is_kept() -> Result<()> {
    let exported = exported();
    let plain = tracing::info_span!("plain");
    let trace = plain.in_scope(|| {
        let chain = tracing::info_span!("chain", openinference.span.kind = "CHAIN");
        chain.in_scope(|| span(SpanKind::Llm, "chat").in_scope(|| current().span_context().trace_id()))
    });
    drop(plain);
    assert_eq!(trace_of(&exported.only, trace)?.outline(), "CHAIN chain\n  LLM chat\n");
    Ok(())
}

#[tokio::test]
async fn the_client_and_server_spans_of_http_are_left_out_across_processes() -> Result<()> {
    let exported = exported();
    let handler = || async { span(SpanKind::Agent, "callee").in_scope(|| "sunny") };
    // The order of real set-ups: the server's span first, then ours, which finds it current.
    let routes =
        Router::new().route("/", get(handler)).layer(ExtractLayer::new()).layer(HttpServerLayer::default());
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let server = tokio::spawn(serve(listener, routes).into_future());
    let client = reqwest_middleware::ClientBuilder::new(reqwest::Client::new())
        .with(TracingMiddleware::default())
        .with(InjectMiddleware::new())
        .build();
    let ask = async {
        client.get(url).send().await?.error_for_status()?.text().await?;
        anyhow::Ok(current().span_context().trace_id())
    };
    let trace = span(SpanKind::Agent, "caller").scope(ask).await?;
    server.abort();
    assert_eq!(trace_of(&exported.only, trace)?.outline(), "AGENT caller\n  AGENT callee\n");
    let all = trace_of(&exported.all, trace)?;
    assert_eq!(all.len(), 4, "a client's and a server's span are there for others: {all}");
    Ok(())
}

#[tokio::test]
async fn a_request_without_a_span_of_ours_above_it_begins_the_exported_trace() -> Result<()> {
    let exported = exported();
    let client = middleware("GET");
    let trace = client.span().span_context().trace_id();
    let mut headers = HashMap::new();
    async { propagation::inject(&mut headers) }.with_context(client.clone()).await;
    span(SpanKind::Agent, "callee").parent(&headers).in_scope(|| {});
    client.span().end();
    assert_eq!(trace_of(&exported.only, trace)?.outline(), "AGENT callee\n");
    assert_eq!(trace_of(&exported.all, trace)?.outline(), "internal GET\n  AGENT callee\n");
    Ok(())
}
