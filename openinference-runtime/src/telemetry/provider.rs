//! From checked settings to a running tracer provider.

use std::io::Write;

use opentelemetry_sdk::{
    Resource,
    trace::{SdkTracerProvider, ShouldSample, TracerProviderBuilder},
};

use super::{
    InitError,
    batch::BatchProcessor,
    parts::Parts,
    running::{Route, Running},
    settings::{Endpoint, Exporter, Settings, Terminal},
    watch::{SpanSeen, WatchingSampler},
};

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
        match exporter {
            Exporter::Console => builder = console(builder, writer.take(), terminal),
            Exporter::Otlp(endpoint) => {
                if let Some(processor) = otlp(endpoint, settings)? {
                    routes.push(Route { pipeline: processor.pipeline(), target: endpoint.origin.clone() });
                    builder = builder.with_span_processor(processor);
                }
            }
        }
    }
    Ok(Running { provider: builder.build(), routes, seen, foreign })
}

/// `None` for a transport that is not compiled in, which the settings have refused before.
#[cfg(feature = "_export")]
fn otlp(endpoint: &Endpoint, settings: &Settings) -> Result<Option<BatchProcessor>, InitError> {
    use super::{Protocol, otlp};
    let (limits, endpoint) = (settings.batch.clone(), endpoint.clone());
    let (headers, resource) = (settings.headers.clone(), settings.resource.clone());
    match endpoint.protocol {
        #[cfg(feature = "otlp")]
        Protocol::HttpProtobuf => BatchProcessor::start(limits.clone(), move || {
            otlp::HttpTransport::new(&endpoint, &headers, &resource, &limits)
        })
        .map(Some),
        #[cfg(feature = "otlp-grpc")]
        Protocol::Grpc => BatchProcessor::start(limits.clone(), move || {
            otlp::GrpcTransport::new(&endpoint, &headers, &resource, &limits)
        })
        .map(Some),
        #[cfg(not(all(feature = "otlp", feature = "otlp-grpc")))]
        _ => Ok(None),
    }
}

#[cfg(not(feature = "_export"))]
fn otlp(_: &Endpoint, _: &Settings) -> Result<Option<BatchProcessor>, InitError> {
    Ok(None)
}

fn console(
    builder: TracerProviderBuilder,
    writer: Option<Box<dyn Write + Send>>,
    terminal: Terminal,
) -> TracerProviderBuilder {
    #[cfg(feature = "console")]
    {
        use super::console::{ConsoleProcessor, Output};
        let output = writer.map_or(Output::Stderr { terminal: terminal.stderr }, Output::Writer);
        builder.with_span_processor(ConsoleProcessor::new(output))
    }
    #[cfg(not(feature = "console"))]
    {
        let _ = (writer, terminal);
        builder
    }
}
