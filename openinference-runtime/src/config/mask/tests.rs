use super::*;
use crate::config::{CaptureLevel, TraceConfigBuilder};

fn hide(set: fn(TraceConfigBuilder, bool) -> TraceConfigBuilder) -> TraceConfig {
    set(TraceConfig::builder().without_env(), true).build()
}

const INPUT_CONTENT: &str = "llm.input_messages.0.message.content";
const INPUT_PART: &str = "llm.input_messages.0.message.contents.1.message_content.text";
const INPUT_IMAGE: &str = "llm.input_messages.0.message.contents.1.message_content.image.image.url";
const INPUT_ROLE: &str = "llm.input_messages.0.message.role";
const OUTPUT_CONTENT: &str = "llm.output_messages.0.message.content";
const OUTPUT_PART: &str = "llm.output_messages.0.message.contents.1.message_content.text";
const OUTPUT_IMAGE: &str = "llm.output_messages.0.message.contents.1.message_content.image.image.url";
const TOOL: &str = "llm.tools.0.tool.json_schema";
const VECTOR: &str = "embedding.embeddings.0.embedding.vector";
const TEXT: &str = "embedding.embeddings.0.embedding.text";
const PROMPT: &str = "llm.prompts.0.prompt.text";
const CHOICE: &str = "llm.choices.0.completion.text";
const PARAMETERS: &str = "llm.invocation_parameters";

const DOCUMENT: &str = "retrieval.documents.0.document.content";

const KEYS: &[&str] = &[
    "input.value",
    "input.mime_type",
    "output.value",
    "output.mime_type",
    INPUT_CONTENT,
    INPUT_PART,
    INPUT_IMAGE,
    INPUT_ROLE,
    OUTPUT_CONTENT,
    OUTPUT_PART,
    OUTPUT_IMAGE,
    TOOL,
    VECTOR,
    TEXT,
    PROMPT,
    CHOICE,
    PARAMETERS,
    "metadata",
    "session.id",
    "tool.parameters",
    DOCUMENT,
    "llm.model_name",
];

/// Checks every key, so that a switch that hides too much is found too.
#[track_caller]
fn hides(config: &TraceConfig, redacted: &[&str], dropped: &[&str]) {
    for key in KEYS {
        let expected = if redacted.contains(key) {
            Hidden::Redacted
        } else if dropped.contains(key) {
            Hidden::Dropped
        } else {
            Hidden::Visible
        };
        assert_eq!(config.hides(key), expected, "{key}");
        // Of parameters known scalars are kept.
        let value = r#"{"temperature":0.5}"#;
        let masked = config.mask(key, value.into());
        let exported = match expected {
            Hidden::Visible => Some(value.into()),
            Hidden::Redacted => Some(REDACTED.into()),
            Hidden::Dropped => None,
        };
        assert_eq!(masked, exported, "{key}");
    }
}

#[test]
fn nothing_is_hidden_by_default() {
    hides(&TraceConfig::default(), &[], &[]);
}

#[test]
fn parameters() {
    hides(&hide(TraceConfigBuilder::hide_llm_invocation_parameters), &[], &[PARAMETERS]);
}

#[test]
fn hidden_tools_are_dropped() {
    hides(&hide(TraceConfigBuilder::hide_llm_tools), &[], &[TOOL]);
}

#[test]
fn inputs_take_their_messages_prompts_and_tools_along() {
    hides(
        &hide(TraceConfigBuilder::hide_inputs),
        &["input.value", PROMPT, TEXT],
        &["input.mime_type", TOOL, INPUT_CONTENT, INPUT_PART, INPUT_IMAGE, INPUT_ROLE],
    );
}

#[test]
fn outputs_take_their_messages_choices_and_documents_along() {
    hides(
        &hide(TraceConfigBuilder::hide_outputs),
        &["output.value", CHOICE, DOCUMENT],
        &["output.mime_type", OUTPUT_CONTENT, OUTPUT_PART, OUTPUT_IMAGE],
    );
}

#[test]
fn hidden_messages_are_dropped_with_all_that_is_in_them() {
    let inputs = hide(TraceConfigBuilder::hide_input_messages);
    hides(&inputs, &[], &[INPUT_CONTENT, INPUT_PART, INPUT_IMAGE, INPUT_ROLE]);
    hides(&hide(TraceConfigBuilder::hide_output_messages), &[], &[OUTPUT_CONTENT, OUTPUT_PART, OUTPUT_IMAGE]);
}

#[test]
fn prompts_and_choices() {
    hides(&hide(TraceConfigBuilder::hide_prompts), &[PROMPT], &[]);
    hides(&hide(TraceConfigBuilder::hide_choices), &[CHOICE], &[]);
}

#[test]
fn hidden_texts_are_dropped_and_what_stands_beside_them_stays() {
    hides(&hide(TraceConfigBuilder::hide_input_text), &[INPUT_CONTENT, INPUT_PART], &[]);
    hides(&hide(TraceConfigBuilder::hide_output_text), &[OUTPUT_CONTENT, OUTPUT_PART], &[]);
}

#[test]
fn images() {
    hides(&hide(TraceConfigBuilder::hide_input_images), &[], &[INPUT_IMAGE]);
}

#[test]
fn an_inline_image_over_its_limit_is_redacted_on_both_sides() {
    let config = TraceConfig::builder().without_env().base64_image_max_length(30).build();
    let image = |length: usize| {
        let head = "data:image/png;base64,";
        Value::from(format!("{head}{}", "A".repeat(length - head.len())))
    };
    for key in [INPUT_IMAGE, OUTPUT_IMAGE] {
        assert_eq!(config.mask(key, image(30)), Some(image(30)), "the limit itself is allowed");
        assert_eq!(config.mask(key, image(31)), Some(REDACTED.into()));
        let link: Value = format!("https://{}", "x".repeat(100)).into();
        assert_eq!(config.mask(key, link.clone()), Some(link), "a link is no inline image");
    }
    assert_eq!(config.mask(INPUT_CONTENT, image(31)), Some(image(31)), "a text is no image");
}

#[test]
fn the_limit_of_images_knows_the_length_before_recording_cut_the_image() {
    let config =
        TraceConfig::builder().without_env().value_length_limit(100).base64_image_max_length(1000).build();
    let image = format!("data:image/png;base64,{}", "A".repeat(2000));
    let cut = limit::cut(&image, 100).into_owned();
    assert_eq!(config.mask(INPUT_IMAGE, cut.into()), Some(REDACTED.into()));
}

#[test]
fn documents() {
    hides(&hide(TraceConfigBuilder::hide_retrieval_documents), &[DOCUMENT], &[]);
}

#[test]
fn hidden_embeddings_are_redacted() {
    hides(&hide(TraceConfigBuilder::hide_embeddings_vectors), &[VECTOR], &[]);
    hides(&hide(TraceConfigBuilder::hide_embeddings_text), &[TEXT], &[]);
}

#[test]
fn of_switch_and_capture_level_the_stricter_wins() {
    let config = TraceConfig::builder()
        .without_env()
        .capture(CaptureLevel::Structure)
        .hide_input_messages(true)
        .build();
    assert_eq!(config.hides(INPUT_CONTENT), Hidden::Dropped);
    assert_eq!(config.hides(OUTPUT_CONTENT), Hidden::Redacted);
}

#[test]
fn what_a_backend_would_lose_the_span_for_is_repaired() {
    let config = TraceConfig::default();
    assert_eq!(config.mask("k", "a\0b".into()), Some("ab".into()));
    assert_eq!(config.mask("k", Value::F64(f64::NAN)), Some("NaN".into()));
    assert_eq!(config.mask("k", Value::F64(f64::INFINITY)), Some("Infinity".into()));
    assert_eq!(config.mask("k", Value::F64(1.5)), Some(1.5.into()));
    let list = Value::Array(vec![1.5, f64::NEG_INFINITY].into());
    let texts: Vec<StringValue> = vec!["1.5".into(), "-Infinity".into()];
    assert_eq!(config.mask("k", list), Some(Value::Array(texts.into())));
}

#[test]
fn a_long_text_is_cut_with_a_marker() {
    let config = TraceConfig::builder().without_env().value_length_limit(64).build();
    let Some(Value::String(cut)) = config.mask("k", "x".repeat(100).into()) else {
        panic!("a text stays a text")
    };
    assert!(cut.as_str().len() <= 64, "{cut}");
    assert!(cut.as_str().ends_with(" of 100 bytes kept]"), "{cut}");
    let texts: Vec<StringValue> = vec!["x".repeat(100).into()];
    let Some(Value::Array(Array::String(texts))) = config.mask("k", Value::Array(texts.into())) else {
        panic!("a list stays a list")
    };
    assert!(texts[0].as_str().len() <= 64);
}

#[test]
fn json_that_is_cut_can_still_be_read() {
    let config = TraceConfig::builder().without_env().value_length_limit(128).build();
    let text = format!(r#"{{"query": "{}", "limit": 3}}"#, "x".repeat(500));
    let Some(Value::String(cut)) = config.mask("tool.parameters", text.into()) else {
        panic!("a text stays a text")
    };
    assert!(cut.as_str().len() <= 128);
    assert_eq!(Json::parse(cut.as_str()).and_then(|json| json.get("limit").and_then(Json::as_i64)), Some(3));
}
