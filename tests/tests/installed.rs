//! A provider installed in this crate, switched off and on again. One test, because it is about the whole
//! process.

use openinference_runtime::opentelemetry::global;
use openinference_runtime::testing::capture_sync;
use openinference_runtime::{disable, set_tracer_provider, tool_span};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider};

#[tool_span]
fn lookup(city: &str) -> usize {
    city.len()
}

fn provider() -> (SdkTracerProvider, InMemorySpanExporter) {
    let exporter = InMemorySpanExporter::default();
    (SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build(), exporter)
}

fn count(exporter: &InMemorySpanExporter) -> usize {
    exporter.get_finished_spans().expect("spans").len()
}

#[test]
fn the_context_wins_over_the_installed_provider_which_wins_over_the_global_one() {
    let (ours, our_spans) = provider();
    let (other, other_spans) = provider();
    let (anybodys, global_spans) = provider();
    global::set_tracer_provider(anybodys);
    lookup("a");
    assert_eq!(count(&global_spans), 1, "nothing installed: the global provider");

    set_tracer_provider(&ours);
    lookup("b");
    assert_eq!((count(&our_spans), count(&global_spans)), (1, 1), "the installed provider");

    set_tracer_provider(&other);
    lookup("c");
    assert_eq!((count(&our_spans), count(&other_spans)), (1, 1), "a tracer was kept across an install");

    let (_, trace) = capture_sync(|| lookup("d"));
    assert_eq!(trace.roots.len(), 1);
    assert_eq!(count(&other_spans), 1, "a captured span went to the installed provider as well");

    disable();
    lookup("e");
    assert_eq!((count(&other_spans), count(&global_spans)), (1, 1), "disabled, and still a span");
    let (_, trace) = capture_sync(|| lookup("f"));
    assert_eq!(trace.roots.len(), 1, "a capture works although the program is off");
}
