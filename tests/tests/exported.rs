//! What of a span reaches a collector beside its attributes: Phoenix keeps none of it, so it is read from the wire. One
//! test, because telemetry is set up once in a process.

use anyhow::{Context as _, Result};
use openinference_runtime::opentelemetry::KeyValue;
use openinference_runtime::propagation;
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::telemetry::Builder;
use openinference_runtime::{agent_span, context, current, llm_span, span};
use openinference_tests::sink::Sink;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::trace::v1::Span;
use opentelemetry_proto::tonic::trace::v1::span::SpanKind as OtelKind;

#[agent_span(parent = headers, links = links)]
fn receive(headers: &http::HeaderMap, links: Vec<openinference_runtime::span::SpanHandle>) {
    call();
}

#[llm_span(otel_kind = client)]
fn call() {}

#[test]
fn resource_scope_parent_links_and_kind_are_on_the_wire() -> Result<()> {
    let sink = Sink::start()?;
    let telemetry = Builder::new()
        .environment([("OTEL_EXPORTER_OTLP_ENDPOINT", sink.url())])
        .console(false)
        .quiet(true)
        .service_name("weather")
        .resource_attributes([KeyValue::new("deployment.environment.name", "test")])
        .init()?;
    let part = span(SpanKind::Chain, "part").in_scope(current);
    let headers = span(SpanKind::Chain, "send").in_scope(propagation::http::headers);
    // What is current where the request arrives has no say.
    context::attributes().session("s-1").in_scope(|| receive(&headers, vec![part]));
    drop(telemetry);

    let requests = sink.requests::<ExportTraceServiceRequest>("/v1/traces")?;
    let resources: Vec<_> = requests.into_iter().flat_map(|request| request.resource_spans).collect();
    let resource = resources[0].resource.as_ref().context("a resource")?;
    let keys: Vec<_> = resource.attributes.iter().map(|attribute| attribute.key.as_str()).collect();
    assert!(keys.contains(&"service.name") && keys.contains(&"deployment.environment.name"), "{keys:?}");

    let scopes: Vec<_> = resources.into_iter().flat_map(|resource| resource.scope_spans).collect();
    let scope = scopes[0].scope.as_ref().context("a scope")?;
    assert_eq!(
        (scope.name.as_str(), scope.version.as_str()),
        ("openinference-runtime", env!("CARGO_PKG_VERSION"))
    );

    let spans: Vec<Span> = scopes.into_iter().flat_map(|scope| scope.spans).collect();
    let named =
        |name: &str| spans.iter().find(|span| span.name == name).with_context(|| format!("no {name}"));
    let (part, send, receive, call) = (named("part")?, named("send")?, named("receive")?, named("call")?);
    assert_eq!((&receive.trace_id, &receive.parent_span_id), (&send.trace_id, &send.span_id));
    assert_eq!((&call.trace_id, &call.parent_span_id), (&receive.trace_id, &receive.span_id));
    let [link] = &receive.links[..] else { panic!("one link: {:?}", receive.links) };
    assert_eq!((&link.trace_id, &link.span_id), (&part.trace_id, &part.span_id));
    assert_eq!((call.kind(), receive.kind()), (OtelKind::Client, OtelKind::Internal));
    // Bits 8 and 9: that it is known whether the parent is remote, and that it is.
    assert_eq!(receive.flags & 0x300, 0x300, "{:#x}", receive.flags);
    assert_eq!(call.flags & 0x300, 0x100, "{:#x}", call.flags);
    Ok(())
}
