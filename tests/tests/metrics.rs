//! Metrics from spans. Each test has a provider of its own, which the Context carries nowhere: it is installed, and the
//! tests of this file take turns.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context as _, Result};
use futures_util::{StreamExt as _, stream};
use openinference_runtime::metrics::{MAX_VALUES, RecordAll, SpanMetrics, observe_process};
use openinference_runtime::semconv::{SpanKind, attributes as key};
use openinference_runtime::{set_tracer_provider, span};
use opentelemetry_sdk::metrics::data::{AggregatedMetrics, MetricData, ScopeMetrics};
use opentelemetry_sdk::metrics::{InMemoryMetricExporter, PeriodicReader, SdkMeterProvider};
use opentelemetry_sdk::trace::{InMemorySpanExporter, Sampler, SdkTracerProvider, SimpleSpanProcessor};

/// A program with metrics, to the exclusion of other tests.
struct Program {
    meters: SdkMeterProvider,
    measured: InMemoryMetricExporter,
    spans: InMemorySpanExporter,
    _turn: MutexGuard<'static, ()>,
}

impl Program {
    fn new(ratio: f64) -> Self {
        static TURNS: Mutex<()> = Mutex::new(());
        let turn = TURNS.lock().unwrap_or_else(PoisonError::into_inner);
        let (measured, spans) = (InMemoryMetricExporter::default(), InMemorySpanExporter::default());
        let meters = SdkMeterProvider::builder()
            .with_reader(PeriodicReader::builder(measured.clone()).build())
            .build();
        let tracers = SdkTracerProvider::builder()
            .with_sampler(RecordAll(Sampler::TraceIdRatioBased(ratio)))
            .with_span_processor(SpanMetrics::new(&meters))
            .with_span_processor(SimpleSpanProcessor::new(spans.clone()))
            .build();
        set_tracer_provider(&tracers);
        Self { meters, measured, spans, _turn: turn }
    }

    /// Every series as `name{attributes}`, with how often it was measured and the sum; of counters the sum alone.
    fn series(&self) -> Result<BTreeMap<String, (u64, f64)>> {
        self.meters.force_flush()?;
        let exports = self.measured.get_finished_metrics()?;
        let last = exports.last().context("an export")?;
        let mut series = BTreeMap::new();
        for metric in last.scope_metrics().flat_map(ScopeMetrics::metrics) {
            let mut add = |attributes: Vec<String>, count: u64, sum: f64| {
                let mut attributes = attributes;
                attributes.sort_unstable();
                series.insert(format!("{}{{{}}}", metric.name(), attributes.join(",")), (count, sum));
            };
            macro_rules! points {
                ($data:expr) => {
                    match $data {
                        MetricData::Histogram(histogram) => histogram.data_points().for_each(|point| {
                            add(point.attributes().map(shown).collect(), point.count(), point.sum() as f64);
                        }),
                        MetricData::Sum(sum) => sum.data_points().for_each(|point| {
                            add(point.attributes().map(shown).collect(), 0, point.value() as f64);
                        }),
                        _ => {}
                    }
                };
            }
            match metric.data() {
                AggregatedMetrics::F64(data) => points!(data),
                AggregatedMetrics::U64(data) => points!(data),
                AggregatedMetrics::I64(data) => points!(data),
            }
        }
        Ok(series)
    }
}

fn shown(attribute: &openinference_runtime::opentelemetry::KeyValue) -> String {
    let key = attribute.key.as_str();
    format!("{}={}", key.rsplit_once("gen_ai.").map_or(key, |(_, name)| name), attribute.value)
}

fn chat() {
    let call = span(SpanKind::Llm, "chat")
        .attribute(key::LLM_PROVIDER, "mistralai")
        .attribute(key::LLM_REQUEST_MODEL_NAME, "large")
        .attribute(key::LLM_RESPONSE_MODEL_NAME, "large-2")
        .attribute(key::LLM_TOKEN_COUNT_PROMPT, 40)
        .attribute(key::LLM_TOKEN_COUNT_COMPLETION, 2)
        .attribute(key::LLM_COST_TOTAL, 0.5);
    call.in_scope(|| {});
}

#[test]
fn calls_of_models_are_measured_by_the_genai_conventions() -> Result<()> {
    let program = Program::new(1.0);
    chat();
    chat();
    span(SpanKind::Embedding, "CreateEmbeddings")
        .attribute(key::EMBEDDING_MODEL_NAME, "small")
        .in_scope(|| {});
    let series = program.series()?;
    let models = "provider.name=mistral_ai,request.model=large,response.model=large-2";
    let call = format!("operation.name=chat,{models}");
    assert_eq!(series[&format!("gen_ai.client.operation.duration{{{call}}}")].0, 2);
    assert_eq!(
        series["gen_ai.client.operation.duration{operation.name=embeddings,request.model=small}"].0,
        1
    );
    let tokens = |kind: &str| series[&format!("gen_ai.client.token.usage{{{call},token.type={kind}}}")];
    assert_eq!((tokens("input"), tokens("output")), ((2, 80.0), (2, 4.0)));
    assert_eq!(series[&format!("openinference.llm.cost{{{models}}}")].1, 1.0);
    Ok(())
}

#[test]
fn a_provider_is_counted_by_the_name_that_genai_gives_it() -> Result<()> {
    let program = Program::new(1.0);
    span(SpanKind::Llm, "chat").attribute(key::LLM_PROVIDER, "moonshot").in_scope(|| {});
    span(SpanKind::Llm, "chat").attribute(key::LLM_SYSTEM, "vertexai").in_scope(|| {});
    let series = program.series()?;
    for name in ["moonshot_ai", "gcp.vertex_ai"] {
        let call = format!("operation.name=chat,provider.name={name}");
        assert_eq!(series[&format!("gen_ai.client.operation.duration{{{call}}}")].0, 1, "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn the_time_to_the_first_chunk_is_measured_of_streams() -> Result<()> {
    #[openinference_runtime::llm_span]
    fn tokens() -> impl futures_util::Stream<Item = &'static str> {
        stream::iter(["a", "b"])
    }
    let program = Program::new(1.0);
    tokens().collect::<Vec<_>>().await;
    let series = program.series()?;
    assert_eq!(
        series["gen_ai.client.operation.time_to_first_chunk{operation.name=chat}"].0, 1,
        "{series:#?}"
    );
    Ok(())
}

#[test]
fn errors_are_counted_by_type() -> Result<()> {
    let program = Program::new(1.0);
    let _ = span(SpanKind::Tool, "lookup").in_scope_result(|| "x".parse::<u8>());
    let _ = span(SpanKind::Chain, "step").in_scope_result(|| Err::<(), _>(std::fmt::Error));
    let series = program.series()?;
    let of = |name: &str| {
        series.iter().find(|(series, _)| series.starts_with(name)).map(|(series, _)| series.as_str())
    };
    let tool = of("gen_ai.execute_tool.duration").context("the tool is measured")?;
    assert!(tool.contains("error.type=") && tool.contains("tool.name=lookup"), "{tool}");
    let errors: Vec<_> =
        series.keys().filter(|series| series.starts_with("openinference.span.errors")).collect();
    assert_eq!(errors.len(), 2, "by kind and type: {series:#?}");
    assert_eq!(series.values().filter(|value| **value == (0, 1.0)).count(), 2);
    Ok(())
}

#[test]
fn agents_in_progress_are_counted_up_and_down() -> Result<()> {
    let program = Program::new(1.0);
    span(SpanKind::Agent, "planner").in_scope(|| {
        assert_eq!(program.series()?["openinference.agent.active{}"].1, 1.0);
        anyhow::Ok(())
    })?;
    let series = program.series()?;
    assert_eq!(series["openinference.agent.active{}"].1, 0.0);
    assert_eq!(series["gen_ai.invoke_agent.duration{agent.name=planner}"].0, 1);
    Ok(())
}

#[test]
fn what_the_sampler_drops_is_measured_and_not_exported() -> Result<()> {
    let program = Program::new(0.0);
    span(SpanKind::Agent, "planner").in_scope(chat);
    assert_eq!(program.spans.get_finished_spans()?.len(), 0);
    let series = program.series()?;
    assert_eq!(series["gen_ai.invoke_agent.duration{agent.name=planner}"].0, 1);
    assert!(series.keys().any(|series| series.starts_with("gen_ai.client.token.usage")), "the child too");
    Ok(())
}

#[test]
fn names_without_number_make_a_bounded_number_of_series() -> Result<()> {
    let program = Program::new(1.0);
    for tool in 0..MAX_VALUES + 50 {
        span(SpanKind::Tool, format!("tool:{tool}")).in_scope(|| {});
    }
    let series = program.series()?;
    let tools: Vec<_> =
        series.iter().filter(|(name, _)| name.starts_with("gen_ai.execute_tool.duration")).collect();
    assert_eq!(tools.len(), MAX_VALUES + 1);
    assert_eq!(series["gen_ai.execute_tool.duration{tool.name=_OTHER}"].0, 50);
    Ok(())
}

#[test]
fn spans_of_no_kind_are_not_measured() -> Result<()> {
    let program = Program::new(1.0);
    chat();
    let before = program.series()?.len();
    use openinference_runtime::opentelemetry::trace::{Tracer as _, TracerProvider as _};
    let foreign = SdkTracerProvider::builder().with_span_processor(SpanMetrics::new(&program.meters)).build();
    drop(foreign.tracer("foreign").start("GET /"));
    assert_eq!(program.series()?.len(), before);
    Ok(())
}

#[test]
fn the_process_is_observed() -> Result<()> {
    let program = Program::new(1.0);
    observe_process(&program.meters);
    let series = program.series()?;
    assert!(series["process.cpu.time{}"].1 >= 0.0);
    assert!(series["process.memory.usage{}"].1 > 100_000.0, "{series:#?}");
    assert!(series["process.memory.virtual{}"].1 >= series["process.memory.usage{}"].1);
    Ok(())
}
