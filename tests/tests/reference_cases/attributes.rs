//! What the reference's attribute helpers give.

use std::collections::BTreeMap;

use openinference_runtime::testing::{assert_span, capture_sync};
use openinference_runtime::{chain_span, context, current, semconv::SpanKind, span};

#[chain_span]
fn coordinates() -> BTreeMap<i64, &'static str> {
    BTreeMap::from([(1, "one"), (2, "Ω")])
}

#[test]
fn maps_with_keys_that_are_no_texts_and_texts_that_are_not_ascii_are_json() {
    let (_, trace) = capture_sync(coordinates);
    assert_span!(
        trace,
        "coordinates",
        output == r#"{"1":"one","2":"Ω"}"#,
        "output.mime_type" == "application/json"
    );
}

#[test]
fn feedback_of_every_scope_is_of_the_conventions() {
    let (_, trace) = capture_sync(|| {
        span(SpanKind::Evaluator, "judge").session("s-1").in_scope(|| {
            for list in ["annotations", "trace.annotations", "session.annotations"] {
                let key = |field: &str| format!("{list}.0.annotation.{field}");
                current().attribute(key("name"), "correctness");
                current().attribute(key("score"), 0.5);
                current().attribute(key("label"), "so-so");
                current().attribute(key("explanation"), "half of it");
                current().attribute(key("annotator_kind"), "CODE");
                current().attribute(key("identifier"), "run-1");
                current().attribute(key("metadata"), r#"{"by":"rule"}"#);
            }
        });
    });
    trace.assert_conforms();
    assert_eq!(trace.span("judge").attributes.keys().filter(|key| key.contains("annotation.")).count(), 21);
}

#[test]
fn the_attributes_of_the_context_are_seven_and_can_be_read() {
    let inherited = context::attributes()
        .session("s")
        .user("u")
        .metadata(BTreeMap::from([("k", "v")]))
        .tags(["a"])
        .prompt_template("Hi {name}", "1", BTreeMap::from([("name", "Ada")]))
        .in_scope(|| {
            let cx = openinference_runtime::opentelemetry::Context::current();
            context::inherited(&cx).iter().map(|attribute| attribute.key.to_string()).collect::<Vec<_>>()
        });
    assert_eq!(inherited.len(), 7, "{inherited:?}");
}
