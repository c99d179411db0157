//! From checked settings to a running tracer provider.

use std::io::Write;
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
use crate::telemetry::InitError;
#[cfg(feature = "_wire")]
use crate::telemetry::exporters::{Signal, start};
use crate::telemetry::pipeline::route::Route;
use crate::telemetry::pipeline::{BatchProcessor, ExportQueue};
use crate::telemetry::processors::fan_out::FanOut;
use crate::telemetry::processors::open_span_counter::{OpenSpanCounter, OpenSpans};
use crate::telemetry::processors::span_seen::{SpanSeen, WatchingSampler};
use crate::telemetry::settings::{Endpoint, Exporter, Settings, Terminal};

/// Starts everything, or nothing: threads of exporters that were started before an error end by themselves.
///
/// Spans of the GenAI conventions are converted and masked as `converted` says; `metrics` measures all spans.
pub(crate) fn start(
    settings: &Settings,
    parts: Parts,
    terminal: Terminal,
    converted: Option<TraceConfig>,
    metrics: Option<Box<dyn SpanProcessor>>,
) -> Result<Running, InitError> {
    let (seen, open) = (SpanSeen::default(), OpenSpans::default());
    let sampler = parts.sampler.unwrap_or_else(|| settings.sampler.to_sdk());
    let builder = SdkTracerProvider::builder()
        .with_resource(Resource::builder_empty().with_attributes(settings.resource.iter().cloned()).build())
        .with_span_limits(settings.limits.to_sdk())
        .with_sampler(
            Box::new(WatchingSampler { inner: sampler, seen: seen.clone() }) as Box<dyn ShouldSample>
        );
    let foreign = !parts.processors.is_empty();
    let mut processors = parts.processors;
    processors.extend(metrics);
    let chain = ExporterChain { converted, only: settings.openinference_only };
    let mut routes = Vec::new();
    let mut writer = parts.console_writer;
    for exporter in &settings.exporters {
        processors.extend(match exporter {
            Exporter::Console => console(writer.take(), terminal, &chain),
            Exporter::Otlp(endpoint) => {
                otlp(endpoint, settings)?.map(|queue| chain.to(queue, endpoint.origin.clone(), &mut routes))
            }
            #[cfg(feature = "file")]
            Exporter::File(path) => {
                let queue = crate::telemetry::exporters::start::file(path, &settings.batch)?;
                Some(chain.to(queue, path.display().to_string(), &mut routes))
            }
        });
    }
    let builder = builder.with_span_processor(OpenSpanCounter::new(FanOut(processors), &open));
    let is_exported = foreign || !settings.exporters.is_empty();
    Ok(Running { provider: builder.build(), routes, seen, open, foreign, is_exported, panics: parts.panics })
}

/// What stands between the provider and an exporter.
struct ExporterChain {
    converted: Option<TraceConfig>,
    /// The spans of other instrumentation are left out.
    only: bool,
}

impl ExporterChain {
    fn to(&self, queue: Arc<ExportQueue>, target: String, routes: &mut Vec<Route>) -> Box<dyn SpanProcessor> {
        routes.push(Route { queue: Arc::clone(&queue), target, items: "spans" });
        self.attach(BatchProcessor::new(queue))
    }

    fn attach(&self, processor: impl SpanProcessor + 'static) -> Box<dyn SpanProcessor> {
        match (self.converted.clone(), self.only) {
            (None, false) => Box::new(processor),
            (None, true) => Box::new(OpenInferenceOnly::new(processor)),
            (Some(config), false) => Box::new(ConvertGenAi::new(processor).config(config)),
            (Some(config), true) => {
                let processor = ConvertGenAi::new(OpenInferenceOnly::new(processor)).config(config);
                Box::new(processor.kinds_at_start())
            }
        }
    }
}

/// `None` where no transport is compiled in, which the settings have refused before.
fn otlp(endpoint: &Endpoint, settings: &Settings) -> Result<Option<Arc<ExportQueue>>, InitError> {
    #[cfg(feature = "_wire")]
    return start::otlp(endpoint, &settings.headers, &settings.batch, Signal::Traces).map(Some);
    #[cfg(not(feature = "_wire"))]
    {
        let _ = (endpoint, settings);
        Ok(None)
    }
}

fn console(
    writer: Option<Box<dyn Write + Send>>,
    terminal: Terminal,
    chain: &ExporterChain,
) -> Option<Box<dyn SpanProcessor>> {
    #[cfg(feature = "console")]
    {
        use crate::telemetry::exporters::console::{ConsoleProcessor, Output};
        let output = writer.map_or(Output::Stderr { terminal: terminal.stderr }, Output::Writer);
        Some(chain.attach(ConsoleProcessor::new(output)))
    }
    #[cfg(not(feature = "console"))]
    {
        let _ = (writer, terminal, chain);
        None
    }
}
