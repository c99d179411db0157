//! Code of the program that runs because of a span makes no spans: each would run it again.

use std::time::Duration;

use openinference_runtime::config::TraceConfig;
use openinference_runtime::opentelemetry::Context;
use openinference_runtime::testing::{Capture, capture_sync};
use openinference_runtime::{chain_span, guardrail_span};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{Span, SpanData, SpanProcessor};
use serde::{Serialize, Serializer};

#[guardrail_span]
fn annotated(text: &str) -> String {
    text.replace("secret", "***")
}

#[chain_span]
fn work(question: &str) -> usize {
    question.len()
}

/// What a value's own code does.
#[derive(Clone)]
struct Annotated;

impl Serialize for Annotated {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&annotated("of a value"))
    }
}

#[derive(Clone)]
struct AnnotatedDebug;

impl std::fmt::Debug for AnnotatedDebug {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&annotated("of a value"))
    }
}

#[derive(Debug)]
struct AnnotatedProcessor;

impl SpanProcessor for AnnotatedProcessor {
    fn on_start(&self, _: &mut Span, _: &Context) {
        annotated("started");
    }

    fn on_end(&self, _: SpanData) {
        annotated("ended");
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _: Duration) -> OTelSdkResult {
        Ok(())
    }
}

#[test]
fn an_annotated_redactor_ends() {
    let config = TraceConfig::builder().redactor(|text: &str| Some(annotated(text))).build();
    let (length, trace) = Capture::new().config(config).run_sync(|| work("my secret"));
    assert_eq!(length, 9);
    assert_eq!(trace.outline(), "CHAIN work\n");
}

#[test]
fn an_annotated_processor_ends() {
    let (length, trace) = Capture::new().processor(AnnotatedProcessor).run_sync(|| work("question"));
    assert_eq!(length, 8);
    assert_eq!(trace.outline(), "CHAIN work\n");
}

#[test]
fn values_and_functions_that_are_told_make_no_spans_in_the_span_that_they_belong_to() {
    #[chain_span(on_end = |_| drop(annotated("told")))]
    fn takes(value: Annotated, _shown: AnnotatedDebug) -> Annotated {
        value
    }
    let (_, trace) = capture_sync(|| takes(Annotated, AnnotatedDebug));
    assert_eq!(trace.outline(), "CHAIN takes\n");
}

#[test]
fn expressions_of_keys_are_ordinary_code_and_keep_their_spans() {
    #[chain_span(attributes("note" = annotated("said")))]
    fn takes() -> usize {
        1
    }
    let (_, trace) = capture_sync(takes);
    assert_eq!(trace.outline(), "GUARDRAIL annotated\nCHAIN takes\n");
}
