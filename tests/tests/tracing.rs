//! Our spans and those of `tracing` in one tree, through `tracing-opentelemetry` as it comes.

use std::future::Future;

use anyhow::Result;
use openinference_runtime::opentelemetry::trace::{TraceId, TracerProvider as _};
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::testing::{assert_span, assert_trace};
use openinference_runtime::{agent_span, carry, context, current, span, tool_span};
use openinference_tests::exported::{self, recording};
use tracing::instrument::WithSubscriber as _;
use tracing::level_filters::LevelFilter;
use tracing::{Instrument as _, Subscriber, info_span};
use tracing_subscriber::Registry;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};

/// What a program installs that exports its `tracing` spans, up to a level.
fn subscriber(level: LevelFilter) -> impl Subscriber + Send + Sync {
    let layer = tracing_opentelemetry::layer().with_tracer(recording().tracer_provider().tracer("tracing"));
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
async fn spans_of_both_kinds_are_one_tree_in_async_code() {
    let trace = request(LevelFilter::TRACE, answer("Bern")).await;
    assert_trace!(
        exported::trace(trace),
        "
        internal request
          AGENT answer
            internal attempt
              TOOL lookup
                internal query
        "
    );
}

#[test]
fn spans_of_both_kinds_are_one_tree_in_sync_code() {
    let trace = tracing::subscriber::with_default(subscriber(LevelFilter::TRACE), || {
        let request = info_span!("request");
        let _entered = request.enter();
        span(SpanKind::Chain, "step").in_scope(|| lookup("Bern"))
    });
    assert_trace!(
        exported::trace(trace),
        "
        internal request
          CHAIN step
            TOOL lookup
              internal query
        "
    );
}

#[tokio::test]
async fn a_carried_task_is_below_the_tracing_span_that_spawned_it() -> Result<()> {
    let spawn = async { tokio::spawn(carry(async { lookup("Bern") })).await };
    let trace = request(LevelFilter::TRACE, spawn).await?;
    // The task is not under the subscriber, so `query` is nobody's.
    assert_trace!(exported::trace(trace), "internal request\n  TOOL lookup");
    Ok(())
}

#[tokio::test]
async fn our_spans_do_not_depend_on_the_level_of_tracing() {
    let trace = request(LevelFilter::OFF, answer("Bern")).await;
    assert_trace!(exported::trace(trace), "AGENT answer\n  TOOL lookup");

    let trace = answer("Bern").instrument(info_span!("without a subscriber")).await;
    assert_trace!(exported::trace(trace), "AGENT answer\n  TOOL lookup");
}

#[tokio::test]
async fn context_attributes_pass_through_tracing_spans() {
    let attributes = context::attributes().session("s-1");
    let trace = attributes.scope(request(LevelFilter::TRACE, answer("Bern"))).await;
    let trace = exported::trace(trace);
    for name in ["answer", "lookup"] {
        assert_span!(trace, name, "session.id" == "s-1");
    }
}
