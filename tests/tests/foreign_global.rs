//! A global provider that is not ours, and that knows nothing of this crate. One test, because it is about
//! the whole process.

use std::sync::Arc;

use openinference_runtime::opentelemetry::global;
use openinference_runtime::testing::{SpanRecord, Trace, assert_trace};
use openinference_runtime::{llm_span, tool_span};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider};

#[tool_span]
async fn lookup(city: String) -> Result<String, String> {
    Ok(format!("weather of {city}"))
}

#[llm_span(model = "m-1")]
async fn ask(prompt: String) -> Result<String, String> {
    openinference_runtime::current().attribute("many.0.first", 1);
    for n in 0..200 {
        openinference_runtime::current().attribute(format!("list.{n}.value"), n);
    }
    openinference_runtime::current().attribute("fixed", "yes");
    lookup(prompt).await
}

#[test]
fn spans_go_to_a_global_provider_that_is_set_later_and_keep_what_matters() {
    // Before it is set: nothing, and nothing that would stick.
    futures_util::FutureExt::now_or_never(lookup("Oslo".to_owned())).expect("ready").expect("ok");

    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build();
    global::set_tracer_provider(provider);
    futures_util::FutureExt::now_or_never(ask("Rome".to_owned())).expect("ready").expect("ok");

    let spans = exporter.get_finished_spans().expect("spans");
    let records = spans.iter().map(|span| SpanRecord::of(span, &Arc::default()));
    assert_trace!(Trace::from_records(records), "LLM ask\n  TOOL lookup");
    let keys: Vec<_> = spans[1].attributes.iter().map(|attribute| attribute.key.as_str()).collect();
    assert_eq!(keys.len(), 128, "the SDK's own limit");
    assert_eq!(keys[0], "openinference.span.kind");
    for key in ["llm.model_name", "input.value", "output.value", "fixed"] {
        assert!(keys.contains(&key), "{key} was crowded out");
    }
}
