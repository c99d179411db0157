//! From checked settings to a running tracer provider.

use std::io::Write;

use opentelemetry_sdk::{
    Resource,
    trace::{SdkTracerProvider, ShouldSample, SpanProcessor, TracerProviderBuilder},
};

#[cfg(feature = "_wire")]
use super::export::otlp;
use super::{
    InitError,
    parts::Parts,
    running::{Route, Running},
    settings::{Exporter, Settings, Terminal},
    watch::{SpanSeen, WatchingSampler},
};
#[cfg(not(feature = "_wire"))]
use super::{batch::BatchProcessor, settings::Endpoint};
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
    let mut routes = Vec::new();
    let mut writer = parts.console_writer;
    for exporter in &settings.exporters {
        builder = match exporter {
            Exporter::Console => console(builder, settings, writer.take(), terminal),
            Exporter::Otlp(endpoint) => match otlp(endpoint, settings)? {
                Some(processor) => {
                    routes.push(Route { pipeline: processor.pipeline(), target: endpoint.origin.clone() });
                    add(builder, settings, processor)
                }
                None => builder,
            },
            #[cfg(feature = "file")]
            Exporter::File(path) => {
                let processor = super::export::file(path, settings)?;
                routes.push(Route { pipeline: processor.pipeline(), target: path.display().to_string() });
                add(builder, settings, processor)
            }
        };
    }
    Ok(Running { provider: builder.build(), routes, seen, foreign })
}

fn add(
    builder: TracerProviderBuilder,
    settings: &Settings,
    processor: impl SpanProcessor + 'static,
) -> TracerProviderBuilder {
    if settings.openinference_only {
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
    settings: &Settings,
    writer: Option<Box<dyn Write + Send>>,
    terminal: Terminal,
) -> TracerProviderBuilder {
    #[cfg(feature = "console")]
    {
        use super::console::{ConsoleProcessor, Output};
        let output = writer.map_or(Output::Stderr { terminal: terminal.stderr }, Output::Writer);
        add(builder, settings, ConsoleProcessor::new(output))
    }
    #[cfg(not(feature = "console"))]
    {
        let _ = (settings, writer, terminal);
        builder
    }
}
