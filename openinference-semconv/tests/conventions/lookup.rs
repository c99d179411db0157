//! From a key to its row.

use openinference_semconv::ValueType;
use openinference_semconv::attributes::*;
use openinference_semconv::lookup::{attribute, is_reserved, open_detail};

fn key_of(key: &str) -> Option<&'static str> {
    attribute(key).map(|row| row.key)
}

#[test]
fn a_flattened_key_is_the_row_of_its_last_part() {
    let cases = [
        ("llm.input_messages.0.message.role", MESSAGE_ROLE),
        ("llm.output_messages.12.message.tool_calls.3.tool_call.id", TOOL_CALL_ID),
        (
            "llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments",
            TOOL_CALL_FUNCTION_ARGUMENTS_JSON,
        ),
        ("llm.input_messages.0.message.contents.1.message_content.image.image.url", IMAGE_URL),
        ("llm.input_messages.0.message.contents.1.message_content.audio.audio.transcript", AUDIO_TRANSCRIPT),
        ("llm.input_messages.0.message.contents.1.message_content.document.document.name", DOCUMENT_NAME),
        ("llm.output_messages.0.message.contents.2.tool_call.function.name", TOOL_CALL_FUNCTION_NAME),
        ("llm.tools.0.tool.json_schema", TOOL_JSON_SCHEMA),
        ("llm.prompts.0.prompt.text", PROMPT_TEXT),
        ("llm.choices.0.completion.text", COMPLETION_TEXT),
        ("embedding.embeddings.0.embedding.vector", EMBEDDING_VECTOR),
        ("retrieval.documents.0.document.score", DOCUMENT_SCORE),
        ("reranker.input_documents.0.document.id", DOCUMENT_ID),
        ("reranker.output_documents.10.document.metadata", DOCUMENT_METADATA),
        ("input.images.0.image.url", IMAGE_URL),
        ("input.audio.url", AUDIO_URL),
        ("output.audio.transcript", AUDIO_TRANSCRIPT),
        ("annotations.0.annotation.score", ANNOTATION_SCORE),
        ("session.evaluations.0.evaluation.label", EVALUATION_LABEL),
    ];
    for (key, expected) in cases {
        assert_eq!(key_of(key), Some(expected), "{key}");
        assert!(is_reserved(key), "{key}");
    }
}

#[test]
fn what_belongs_to_another_list_is_no_key() {
    let cases = [
        "llm.tools.0.message.role",
        "llm.tools.0.tool.id",
        "llm.input_messages.0.document.id",
        "llm.input_messages.0.message.tool_calls.0.message.role",
        "retrieval.documents.0.image.url",
        "llm.input_messages.0.llm.model_name",
        "input.audio.image.url",
        "embedding.embeddings.0.embedding.model_name",
    ];
    for key in cases {
        assert_eq!(key_of(key), None, "{key}");
    }
}

#[test]
fn a_list_needs_an_index_without_leading_zeros() {
    let cases = [
        "llm.input_messages.message.role",
        "llm.input_messages.00.message.role",
        "llm.input_messages.-1.message.role",
        "llm.input_messages.0",
        "llm.input_messages.0.",
        "llm.input_messages.",
        "llm.input_messages..message.role",
        "llm.input_messages.0.message.contents.0.message_content.image.0.image.url",
    ];
    for key in cases {
        assert_eq!(key_of(key), None, "{key}");
    }
}

#[test]
fn keys_in_the_namespaces_of_the_conventions_are_reserved() {
    for key in ["llm.model", "tool.anything", "llm", "agent", "openinference.x", "graph.node.x", "output.x"] {
        assert!(is_reserved(key), "{key}");
    }
}

#[test]
fn keys_outside_them_are_free() {
    let cases = [
        "llmx.model",
        "app.llm.model",
        "user.email",
        "session.kind",
        "document.path",
        "image.width",
        "x",
        "",
    ];
    for key in cases {
        assert!(!is_reserved(key), "{key}");
    }
}

#[test]
fn parts_of_counts_and_costs_are_open() {
    assert_eq!(open_detail("llm.token_count.prompt_details.text"), Some(ValueType::Integer));
    assert_eq!(open_detail("llm.token_count.completion_details.text"), Some(ValueType::Integer));
    assert_eq!(open_detail("llm.cost.prompt_details.image"), Some(ValueType::Float));
    assert_eq!(open_detail("llm.cost.completion_details.image"), Some(ValueType::Float));
}

#[test]
fn nothing_else_is_open() {
    let cases = [
        "llm.token_count.prompt_details",
        "llm.token_count.prompt_details.",
        "llm.token_count.prompt_details.a.b",
        "llm.token_count.text",
        "llm.cost.x",
        "llm.cost.details.x",
        "app.prompt_details.x",
        "details",
    ];
    for key in cases {
        assert_eq!(open_detail(key), None, "{key}");
    }
}
