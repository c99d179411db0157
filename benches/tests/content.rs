//! What is compared says the same: spans by hand have the attributes of ours.

use std::collections::BTreeMap;

use openinference_benches::calls::{by_hand, chat, conversation, step, turns};
use openinference_runtime::set_tracer_provider;
use opentelemetry::global::BoxedTracer;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};

/// What only one of two spans says.
fn different(ours: &SpanData, theirs: &SpanData) -> Vec<String> {
    let (ours, theirs) = (said(ours), said(theirs));
    let only = |whose: &str, these: &Said, those: &Said| {
        let other = these.iter().filter(|(key, values)| those.get(*key) != Some(values));
        other.map(|(key, values)| format!("{whose}: {key} = {values:?}")).collect::<Vec<_>>()
    };
    [only("ours", &ours, &theirs), only("theirs", &theirs, &ours)].concat()
}

/// The values of each key: one.
type Said = BTreeMap<String, Vec<String>>;

fn said(span: &SpanData) -> Said {
    let mut said = Said::new();
    for attribute in &span.attributes {
        said.entry(attribute.key.to_string()).or_default().push(attribute.value.to_string());
    }
    said
}

#[test]
fn spans_by_hand_have_the_attributes_of_ours() -> Result<(), Box<dyn std::error::Error>> {
    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder()
        .with_max_attributes_per_span(1000)
        .with_simple_exporter(exporter.clone())
        .build();
    set_tracer_provider(&provider);
    let tracer = BoxedTracer::new(Box::new(provider.tracer("by-hand")));

    step("Lisbon");
    by_hand::step(&tracer, "Lisbon");
    let _ = chat(&conversation(10));
    by_hand::chat(&tracer, &turns(10));

    let spans = exporter.get_finished_spans()?;
    let [ours, theirs, our_chat, their_chat] = &spans[..] else { panic!("{} spans", spans.len()) };
    for (ours, theirs) in [(ours, theirs), (our_chat, their_chat)] {
        assert_eq!(different(ours, theirs), Vec::<String>::new());
        assert_eq!(
            (&ours.name, &ours.status, &ours.span_kind),
            (&theirs.name, &theirs.status, &theirs.span_kind)
        );
    }
    assert_eq!(ours.attributes.len(), 5);
    Ok(())
}
