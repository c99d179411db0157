//! From checked settings to a running tracer provider.

use std::io::Write;

use opentelemetry_sdk::{
    Resource,
    trace::{SdkTracerProvider, ShouldSample, SpanProcessor},
};

use super::parts::Parts;
use super::running::{Route, Running};
use crate::config::TraceConfig;
use crate::genai::ConvertGenAi;
use crate::processors::filter::OpenInferenceOnly;
use crate::telemetry::InitError;
#[cfg(feature = "_wire")]
use crate::telemetry::exporters::start::otlp;
use crate::telemetry::pipeline::BatchProcessor;
use crate::telemetry::processors::fan_out::FanOut;
use crate::telemetry::processors::open_span_counter::{OpenSpanCounter, OpenSpans};
use crate::telemetry::processors::span_seen::{SpanSeen, WatchingSampler};
#[cfg(not(feature = "_wire"))]
use crate::telemetry::settings::Endpoint;
use crate::telemetry::settings::{Exporter, Settings, Terminal};

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
            Exporter::Otlp(endpoint) => otlp(endpoint, settings)?
                .map(|processor| chain.to(processor, endpoint.origin.clone(), &mut routes)),
            #[cfg(feature = "file")]
            Exporter::File(path) => {
                let processor = crate::telemetry::exporters::start::file(path, settings)?;
                Some(chain.to(processor, path.display().to_string(), &mut routes))
            }
        });
    }
    let builder = builder.with_span_processor(OpenSpanCounter::new(FanOut(processors), &open));
    Ok(Running { provider: builder.build(), routes, seen, open, foreign })
}

/// What stands between the provider and an exporter.
struct ExporterChain {
    converted: Option<TraceConfig>,
    /// The spans of other instrumentation are left out.
    only: bool,
}

impl ExporterChain {
    fn to(
        &self,
        processor: BatchProcessor,
        target: String,
        routes: &mut Vec<Route>,
    ) -> Box<dyn SpanProcessor> {
        routes.push(Route { pipeline: processor.pipeline(), target });
        self.attach(processor)
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

#[cfg(not(feature = "_wire"))]
fn otlp(_: &Endpoint, _: &Settings) -> Result<Option<BatchProcessor>, InitError> {
    Ok(None)
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
