//! Bytes that are held by spans that are open, and by spans that wait for their export.

use openinference_runtime::semconv::SpanKind;
use openinference_runtime::span;
use openinference_runtime::telemetry::Builder;
use opentelemetry::global::BoxedTracer;
use opentelemetry::trace::{TraceContextExt as _, Tracer as _, TracerProvider as _};
use opentelemetry::{Context, KeyValue};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig as _};
use opentelemetry_sdk::trace::SdkTracerProvider;

use crate::calls::{by_hand, step};
use crate::measure::{Meter, Quantity, Report};
use crate::sink::Sink;

/// Spans over which the bytes are spread.
const SPANS: usize = 256;

/// Bytes of each of them.
fn each<T>(meter: &dyn Meter, mut make: impl FnMut() -> T) -> f64 {
    let mut held = Vec::with_capacity(SPANS);
    let bytes = meter.held(&mut || held.extend((0..SPANS).map(|_| make())));
    bytes.unwrap_or_default() / SPANS as f64
}

pub(super) fn run(meter: &mut dyn Meter) {
    if meter.quantity() != Quantity::Memory || !meter.wants("bytes-open") && !meter.wants("bytes-waiting") {
        return;
    }
    if let Err(error) = measure(meter) {
        eprintln!("bytes are not counted: {error}");
    }
}

fn measure(meter: &mut dyn Meter) -> Result<(), Box<dyn std::error::Error>> {
    let sink = Sink::start()?;
    // Nothing is sent before it ends.
    let telemetry = Builder::new()
        .environment([
            ("OTEL_EXPORTER_OTLP_ENDPOINT", sink.url()),
            ("OTEL_BSP_SCHEDULE_DELAY", "3600000".to_owned()),
        ])
        .console(false)
        .quiet(true)
        .set_global(false)
        .init()?;
    let exporter = SpanExporter::builder()
        .with_http()
        .with_protocol(Protocol::HttpBinary)
        .with_endpoint(format!("{}/v1/traces", sink.url()))
        .build()?;
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).build();
    let tracer = BoxedTracer::new(Box::new(provider.tracer("by-hand")));

    let ours = || span(SpanKind::Chain, "step").input("Lisbon").open();
    let theirs = || {
        let attributes = vec![
            KeyValue::new("openinference.span.kind", "CHAIN"),
            KeyValue::new("input.value", "Lisbon".to_owned()),
            KeyValue::new("input.mime_type", "text/plain"),
        ];
        Context::new().with_span(tracer.build(tracer.span_builder("step").with_attributes(attributes)))
    };
    drop((ours(), theirs()));
    let open = [("ours", each(meter, ours)), ("by hand", each(meter, theirs))];
    let what = "bytes of a span that is open, 3 attributes";
    meter.report(Report::new("bytes-open", what, "span", "bytes", &open));

    step("Lisbon");
    by_hand::step(&tracer, "Lisbon");
    let waiting = [
        ("ours", each(meter, || step("Lisbon"))),
        ("SDK's processor", each(meter, || by_hand::step(&tracer, "Lisbon"))),
    ];
    let what = "bytes of a span that waits for its export, 5 attributes, beside a queue that was made before";
    meter.report(Report::new("bytes-waiting", what, "span", "bytes", &waiting));
    drop(telemetry);
    Ok(())
}
