//! Our spans and those of `tracing` in one tree, through `tracing-opentelemetry` as it comes.

use std::future::Future;

use anyhow::{Context as _, Result};
use openinference_runtime::opentelemetry::trace::{TraceId, TracerProvider as _};
use openinference_runtime::semconv::{SpanKind, attributes::SESSION_ID};
use openinference_runtime::{agent_span, carry, context, current, span, tool_span};
use openinference_tests::exported::{in_memory, provider, tree};
use tracing::instrument::WithSubscriber as _;
use tracing::level_filters::LevelFilter;
use tracing::{Instrument as _, Subscriber, info_span};
use tracing_subscriber::Registry;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};

/// What a program installs that exports its `tracing` spans, up to a level.
fn subscriber(level: LevelFilter) -> impl Subscriber + Send + Sync {
    let layer = tracing_opentelemetry::layer().with_tracer(provider().tracer("tracing"));
    Registry::default().with(layer.with_filter(level))
}

/// Runs `work` in a `tracing` span, with the program's subscriber.
async fn request<F: Future>(level: LevelFilter, work: F) -> F::Output {
    async { work.instrument(info_span!("request")).await }.with_subscriber(subscriber(level)).await
}

fn trace() -> TraceId {
    current().span_context().trace_id()
}

#[tool_span]
fn lookup(city: &str) -> TraceId {
    let _query = info_span!("query", city).entered();
    trace()
}

#[agent_span]
async fn answer(city: &str) -> TraceId {
    tokio::task::yield_now().await;
    async { lookup(city) }.instrument(info_span!("attempt")).await
}

#[tokio::test]
async fn spans_of_both_kinds_are_one_tree_in_async_code() -> Result<()> {
    let trace = request(LevelFilter::TRACE, answer("Bern")).await;
    assert_eq!(
        tree(in_memory(), trace)?,
        ["request < root", "answer < request", "attempt < answer", "lookup < attempt", "query < lookup"]
    );
    Ok(())
}

#[test]
fn spans_of_both_kinds_are_one_tree_in_sync_code() -> Result<()> {
    let trace = tracing::subscriber::with_default(subscriber(LevelFilter::TRACE), || {
        let request = info_span!("request");
        let _entered = request.enter();
        span(SpanKind::Chain, "step").in_scope(|| lookup("Bern"))
    });
    assert_eq!(
        tree(in_memory(), trace)?,
        ["request < root", "step < request", "lookup < step", "query < lookup"]
    );
    Ok(())
}

#[tokio::test]
async fn a_carried_task_is_below_the_tracing_span_that_spawned_it() -> Result<()> {
    let spawn = async { tokio::spawn(carry(async { lookup("Bern") })).await };
    let trace = request(LevelFilter::TRACE, spawn).await?;
    // The task is not under the subscriber, so `query` is nobody's.
    assert_eq!(tree(in_memory(), trace)?, ["request < root", "lookup < request"]);
    Ok(())
}

#[tokio::test]
async fn our_spans_do_not_depend_on_the_level_of_tracing() -> Result<()> {
    let trace = request(LevelFilter::OFF, answer("Bern")).await;
    assert_eq!(tree(in_memory(), trace)?, ["answer < root", "lookup < answer"]);

    let trace = answer("Bern").instrument(info_span!("without a subscriber")).await;
    assert_eq!(tree(in_memory(), trace)?, ["answer < root", "lookup < answer"]);
    Ok(())
}

#[tokio::test]
async fn context_attributes_pass_through_tracing_spans() -> Result<()> {
    let attributes = context::attributes().session("s-1");
    let trace = attributes.scope(request(LevelFilter::TRACE, answer("Bern"))).await;
    let spans = in_memory().get_finished_spans()?;
    for name in ["answer", "lookup"] {
        let ours = spans.iter().find(|span| span.name == name && span.span_context.trace_id() == trace);
        let session = ours.context(name)?.attributes.iter().find(|one| one.key.as_str() == SESSION_ID);
        assert_eq!(session.map(|one| one.value.to_string()).as_deref(), Some("s-1"), "{name}");
    }
    Ok(())
}
