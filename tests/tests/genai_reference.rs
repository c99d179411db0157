//! Both ways between the conventions against the reference implementations, with every difference and its reason.

use anyhow::{Context as _, Result};
use openinference_runtime::config::TraceConfig;
use openinference_runtime::opentelemetry::trace::{Span as _, Tracer as _, TracerProvider as _};
use openinference_runtime::opentelemetry::{Array, KeyValue, Value as Attribute};
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::span;
use openinference_runtime::testing::Capture;
use openinference_tests::reference::{Attributes, Comparison, Difference, attributes};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Cases {
    write: Vec<Case>,
    read: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    given: Attributes,
    expected: Attributes,
}

fn cases() -> Result<Cases> {
    Ok(serde_json::from_str(include_str!("../data/genai/cases.json"))?)
}

/// A case, a key, and why it is not as the reference has it; stars as in [`Difference`].
type Known = (&'static str, &'static str, &'static str);

const WRITTEN: &[Known] = &[
    ("chat with tools", "gen_ai.request.model", "the model that was asked for, not the one that answered"),
    ("chat with tools", "gen_ai.usage.reasoning.output_tokens", "an attribute since it was written"),
    ("chat with tools", "gen_ai.usage.audio.input_tokens", "an attribute since it was written"),
    (
        "reasoning and images",
        "gen_ai.usage.cache_write.input_tokens",
        "the name of today, beside the former one",
    ),
    ("reasoning and images", "gen_ai.output.messages", "reasoning is kept"),
    ("tool", "gen_ai.tool.call.arguments", "the arguments, not their schema"),
];

const READ: &[Known] = &[
    ("*", "input.*", "the input of a call is what its list of spans shows"),
    ("chat with tools", "output.*", "the answer, not the identifier of the response"),
    ("reasoning and images", "output.*", "the answer"),
    ("chat with tools", "llm.model_name", "the model that answered, as the specification has it"),
    ("*", "llm.request.model_name", "the model that was asked for has an attribute of its own"),
    ("chat with tools", "llm.response.model_name", "the model that answered has an attribute of its own"),
    ("chat with tools", "llm.token_count.completion_details.reasoning", "reasoning is counted"),
    (
        "*",
        "llm.output_messages.0.message.finish_reason",
        "no attribute of the conventions; the span has the reason",
    ),
    ("reasoning and images", "llm.finish_reason", "of the message, where the span does not say it"),
    ("a broken message", "llm.input_messages.*", "the other messages are kept"),
    ("two answers to calls", "llm.input_messages.*", "each answer is a message"),
    ("tool", "tool.parameters", "the schema, which is not known; the arguments are the input"),
    ("agent", "agent.name", "the name of the agent is kept"),
    ("plan", "openinference.span.kind", "planning is what an agent does"),
    ("plan", "agent.name", "the name of the agent is kept"),
    ("documents without scores", "retrieval.documents.0.document.id", "a score is not needed"),
];

fn attribute(value: &Value) -> Attribute {
    match value {
        Value::Bool(value) => Attribute::Bool(*value),
        Value::Number(number) => match number.as_i64() {
            Some(number) => Attribute::I64(number),
            None => Attribute::F64(number.as_f64().unwrap_or_default()),
        },
        Value::Array(items) if items.iter().all(Value::is_number) => {
            Attribute::Array(Array::F64(items.iter().filter_map(Value::as_f64).collect()))
        }
        Value::Array(items) => {
            let texts = items.iter().filter_map(Value::as_str).map(|text| text.to_owned().into());
            Attribute::Array(Array::String(texts.collect()))
        }
        text => text.as_str().unwrap_or_default().to_owned().into(),
    }
}

/// The known differences of a list.
fn comparison(known: &[Known]) -> Comparison {
    Comparison::new(known.iter().map(|(case, key, reason)| Difference::new(case, key, reason)).collect())
}

#[test]
fn what_is_written_beside_is_what_the_reference_writes() -> Result<()> {
    let config = TraceConfig::builder().without_env().enable_genai_semconv(true).build();
    let mut comparison = comparison(WRITTEN);
    for case in cases()?.write {
        let kind: SpanKind = case.given["openinference.span.kind"].as_str().context("a kind")?.parse()?;
        let (_, trace) = Capture::new().config(config.clone()).run_sync(|| {
            let guard = span(kind, "span").start();
            for (key, value) in &case.given {
                guard.attribute(key.clone(), attribute(value));
            }
        });
        let mut found = attributes(&trace.roots[0])?;
        found.retain(|key, _| key.starts_with("gen_ai."));
        comparison.case(&case.name, &found, &case.expected);
    }
    comparison.finish();
    Ok(())
}

#[test]
fn what_is_read_is_what_phoenix_reads() -> Result<()> {
    let mut comparison = comparison(READ);
    for case in cases()?.read {
        let recording = Capture::new().convert_genai().open();
        let mut span = recording.tracer_provider().tracer("client").start("span");
        for (key, value) in &case.given {
            span.set_attribute(KeyValue::new(key.clone(), attribute(value)));
        }
        span.end();
        let mut found = attributes(&recording.trace().roots[0])?;
        // What stays as it is, on both sides.
        found.retain(|key, _| !case.given.contains_key(key));
        comparison.case(&case.name, &found, &case.expected);
    }
    comparison.finish();
    Ok(())
}
