//! From checked settings to a running tracer provider.

use std::sync::Arc;

use opentelemetry_sdk::{
    Resource,
    trace::{SdkTracerProvider, ShouldSample, SpanProcessor},
};

use super::parts::Parts;
use super::running::Running;
use crate::config::TraceConfig;
use crate::genai::ConvertGenAi;
use crate::processors::filter::OpenInferenceOnly;
use crate::processors::mask_spans::{Mask, MaskSpans};
use crate::telemetry::InitError;
use crate::telemetry::exporters::{Signal, console, to_collector, to_file};
use crate::telemetry::pipeline::route::Route;
use crate::telemetry::pipeline::{BatchProcessor, ExportQueue};
use crate::telemetry::processors::TraceIds;
use crate::telemetry::processors::fan_out::FanOut;
use crate::telemetry::processors::open_span_counter::{OpenSpanCounter, OpenSpans};
use crate::telemetry::processors::span_seen::{SpanSeen, WatchingSampler};
use crate::telemetry::settings::{Exporter, Settings, Terminal};

/// Starts everything, or nothing: threads of exporters that were started before an error end by themselves.
///
/// What spans say that others make is masked as `config` says before anybody sees their end, those of the GenAI conventions are
/// converted where that `converts`; `metrics` measures all spans.
pub(crate) fn start(
    settings: &Settings,
    parts: Parts,
    terminal: Terminal,
    config: &TraceConfig,
    converts: bool,
    metrics: Option<Box<dyn SpanProcessor>>,
) -> Result<Running, InitError> {
    let has_sampler = parts.sdk.sampler.is_some();
    let (seen, open) = (SpanSeen::default(), OpenSpans::default());
    let inner = parts.sdk.sampler.unwrap_or_else(|| settings.sdk.sampler.to_sdk());
    let sampler = WatchingSampler { inner, seen: seen.clone() };
    let builder = SdkTracerProvider::builder()
        .with_resource(
            Resource::builder_empty().with_attributes(settings.sdk.resource.iter().cloned()).build(),
        )
        .with_span_limits(settings.sdk.limits.to_sdk())
        .with_id_generator(TraceIds::default())
        .with_sampler(Box::new(sampler.clone()) as Box<dyn ShouldSample>);
    let foreign = !parts.sdk.processors.is_empty();
    // Whoever sees a span start may write to it, and so may who samples it.
    let mask = Mask::new(config.clone()).distrusting(has_sampler || foreign);
    let mut plain = parts.sdk.processors;
    plain.extend(metrics);
    let mut processors: Vec<Box<dyn SpanProcessor>> = Vec::new();
    if !plain.is_empty() {
        processors.push(Box::new(MaskSpans::masking(FanOut(plain), mask.clone())));
    }
    let chain = ExporterChain { mask, converts, only: settings.sdk.openinference_only };
    let mut routes = Vec::new();
    let mut writer = parts.console_writer;
    for exporter in &settings.exporters {
        processors.push(match exporter {
            Exporter::Console => chain.attach(console::start(writer.take(), terminal)?),
            Exporter::Otlp(endpoint) => {
                let (headers, limits) = (&settings.sdk.headers, &settings.sdk.batch);
                let queue = to_collector::start(endpoint, headers, limits, Signal::Traces)?;
                chain.to(queue, endpoint.origin.clone(), &mut routes)
            }
            Exporter::File(path) => {
                let queue = to_file::start(path, &settings.sdk.batch)?;
                chain.to(queue, path.display().to_string(), &mut routes)
            }
        });
    }
    let builder = builder.with_span_processor(OpenSpanCounter::new(FanOut(processors), &open));
    let is_exported = foreign || !settings.exporters.is_empty();
    Ok(Running {
        provider: builder.build(),
        routes,
        seen,
        sampler: Some(sampler),
        open,
        foreign,
        is_exported,
        panics: parts.sdk.panics,
    })
}

/// What stands between the provider and an exporter.
struct ExporterChain {
    mask: Mask,
    /// Spans of the GenAI conventions are converted.
    converts: bool,
    /// The spans of other instrumentation are left out.
    only: bool,
}

impl ExporterChain {
    fn to(&self, queue: Arc<ExportQueue>, target: String, routes: &mut Vec<Route>) -> Box<dyn SpanProcessor> {
        routes.push(Route { queue: Arc::clone(&queue), target, items: "spans" });
        self.attach(BatchProcessor::new(queue))
    }

    fn attach(&self, processor: impl SpanProcessor + 'static) -> Box<dyn SpanProcessor> {
        let mask = self.mask.clone();
        match (self.converts, self.only) {
            (false, false) => Box::new(MaskSpans::masking(processor, mask)),
            (false, true) => Box::new(MaskSpans::masking(OpenInferenceOnly::new(processor), mask)),
            (true, false) => Box::new(ConvertGenAi::new(processor).masking(mask)),
            (true, true) => {
                let processor = ConvertGenAi::new(OpenInferenceOnly::new(processor)).masking(mask);
                Box::new(processor.kinds_at_start())
            }
        }
    }
}
