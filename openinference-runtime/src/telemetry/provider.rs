//! From checked settings to a running tracer provider.

use std::io::Write;

use opentelemetry_sdk::{
    Resource,
    trace::{SdkTracerProvider, ShouldSample, SpanProcessor, TracerProviderBuilder},
};

#[cfg(feature = "_wire")]
use super::export::otlp;
#[cfg(not(feature = "_wire"))]
use super::settings::Endpoint;
use super::{
    InitError,
    batch::BatchProcessor,
    parts::Parts,
    running::{Route, Running},
    settings::{Exporter, Settings, Terminal},
    watch::{SpanSeen, WatchingSampler},
};
use crate::filter::OpenInferenceOnly;

/// Starts everything, or nothing: threads of exporters that were started before an error end by themselves.
pub(crate) fn start(settings: &Settings, parts: Parts, terminal: Terminal) -> Result<Running, InitError> {
    let seen = SpanSeen::default();
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
    let only = settings.openinference_only;
    let mut routes = Vec::new();
    let mut writer = parts.console_writer;
    for exporter in &settings.exporters {
        builder = match exporter {
            Exporter::Console => console(builder, writer.take(), terminal, only),
            Exporter::Otlp(endpoint) => match otlp(endpoint, settings)? {
                Some(processor) => add(builder, processor, endpoint.origin.clone(), &mut routes, only),
                None => builder,
            },
            #[cfg(feature = "file")]
            Exporter::File(path) => {
                let processor = super::export::file(path, settings)?;
                add(builder, processor, path.display().to_string(), &mut routes, only)
            }
        };
    }
    Ok(Running { provider: builder.build(), routes, seen, foreign })
}

fn add(
    builder: TracerProviderBuilder,
    processor: BatchProcessor,
    target: String,
    routes: &mut Vec<Route>,
    only: bool,
) -> TracerProviderBuilder {
    routes.push(Route { pipeline: processor.pipeline(), target });
    filtered(builder, processor, only)
}

/// With the spans of other instrumentation left out, where that is wanted.
fn filtered(
    builder: TracerProviderBuilder,
    processor: impl SpanProcessor + 'static,
    only: bool,
) -> TracerProviderBuilder {
    if only {
        builder.with_span_processor(OpenInferenceOnly::new(processor))
    } else {
        builder.with_span_processor(processor)
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
    only: bool,
) -> TracerProviderBuilder {
    #[cfg(feature = "console")]
    {
        use super::console::{ConsoleProcessor, Output};
        let output = writer.map_or(Output::Stderr { terminal: terminal.stderr }, Output::Writer);
        filtered(builder, ConsoleProcessor::new(output), only)
    }
    #[cfg(not(feature = "console"))]
    {
        let _ = (writer, terminal, only);
        builder
    }
}
