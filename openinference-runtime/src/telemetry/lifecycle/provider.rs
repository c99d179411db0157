//! From checked settings to a running tracer provider.

use std::io::Write;

use opentelemetry_sdk::{
    Resource,
    trace::{SdkTracerProvider, ShouldSample, SpanProcessor, TracerProviderBuilder},
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
use crate::telemetry::processors::open_span_counter::{OpenSpanCounter, OpenSpans};
use crate::telemetry::processors::span_seen::{SpanSeen, WatchingSampler};
#[cfg(not(feature = "_wire"))]
use crate::telemetry::settings::Endpoint;
use crate::telemetry::settings::{Exporter, Settings, Terminal};

/// Starts everything, or nothing: threads of exporters that were started before an error end by themselves.
///
/// Spans of the GenAI conventions are converted and masked as `converted` says.
pub(crate) fn start(
    settings: &Settings,
    parts: Parts,
    terminal: Terminal,
    converted: Option<TraceConfig>,
) -> Result<Running, InitError> {
    let (seen, open) = (SpanSeen::default(), OpenSpans::default());
    let sampler = parts.sampler.unwrap_or_else(|| settings.sampler.to_sdk());
    let mut builder = SdkTracerProvider::builder()
        .with_resource(Resource::builder_empty().with_attributes(settings.resource.iter().cloned()).build())
        .with_span_limits(settings.limits.to_sdk())
        .with_sampler(
            Box::new(WatchingSampler { inner: sampler, seen: seen.clone() }) as Box<dyn ShouldSample>
        );
    let foreign = !parts.processors.is_empty();
    for add in parts.processors {
        builder = add(builder);
    }
    let mut chain = ExporterChain { converted, only: settings.openinference_only, count: Some(open.clone()) };
    let mut routes = Vec::new();
    let mut writer = parts.console_writer;
    for exporter in &settings.exporters {
        builder = match exporter {
            Exporter::Console => console(builder, writer.take(), terminal, &mut chain),
            Exporter::Otlp(endpoint) => match otlp(endpoint, settings)? {
                Some(processor) => add(builder, processor, endpoint.origin.clone(), &mut routes, &mut chain),
                None => builder,
            },
            #[cfg(feature = "file")]
            Exporter::File(path) => {
                let processor = crate::telemetry::exporters::start::file(path, settings)?;
                add(builder, processor, path.display().to_string(), &mut routes, &mut chain)
            }
        };
    }
    Ok(Running { provider: builder.build(), routes, seen, open, foreign })
}

fn add(
    builder: TracerProviderBuilder,
    processor: BatchProcessor,
    target: String,
    routes: &mut Vec<Route>,
    chain: &mut ExporterChain,
) -> TracerProviderBuilder {
    routes.push(Route { pipeline: processor.pipeline(), target });
    chain.attach(builder, processor)
}

/// What stands between the provider and an exporter.
struct ExporterChain {
    converted: Option<TraceConfig>,
    /// The spans of other instrumentation are left out.
    only: bool,
    /// Where open spans are counted: on the way to the first exporter, as all have the same spans.
    count: Option<OpenSpans>,
}

impl ExporterChain {
    fn attach(
        &mut self,
        builder: TracerProviderBuilder,
        processor: impl SpanProcessor + 'static,
    ) -> TracerProviderBuilder {
        match (self.converted.clone(), self.only) {
            (None, false) => self.count(builder, processor),
            (None, true) => self.count(builder, OpenInferenceOnly::new(processor)),
            (Some(config), false) => self.count(builder, ConvertGenAi::new(processor).config(config)),
            (Some(config), true) => {
                let processor = ConvertGenAi::new(OpenInferenceOnly::new(processor)).config(config);
                self.count(builder, processor.kinds_at_start())
            }
        }
    }

    fn count(
        &mut self,
        builder: TracerProviderBuilder,
        processor: impl SpanProcessor + 'static,
    ) -> TracerProviderBuilder {
        match self.count.take() {
            Some(open) => builder.with_span_processor(OpenSpanCounter::new(processor, &open)),
            None => builder.with_span_processor(processor),
        }
    }
}

#[cfg(not(feature = "_wire"))]
fn otlp(_: &Endpoint, _: &Settings) -> Result<Option<BatchProcessor>, InitError> {
    Ok(None)
}

fn console(
    builder: TracerProviderBuilder,
    writer: Option<Box<dyn Write + Send>>,
    terminal: Terminal,
    chain: &mut ExporterChain,
) -> TracerProviderBuilder {
    #[cfg(feature = "console")]
    {
        use crate::telemetry::exporters::console::{ConsoleProcessor, Output};
        let output = writer.map_or(Output::Stderr { terminal: terminal.stderr }, Output::Writer);
        chain.attach(builder, ConsoleProcessor::new(output))
    }
    #[cfg(not(feature = "console"))]
    {
        let _ = (writer, terminal, chain);
        builder
    }
}
