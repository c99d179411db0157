//! Against the specification's table of reserved attributes and its lists of well-known values.

use std::collections::BTreeSet;

use openinference_semconv::attributes::ATTRIBUTES;
use openinference_semconv::{LlmProvider, LlmSystem, MessageContentType, SpanKind, ValueType};

use crate::data;

/// What the specification calls a type; it is not consistent about case.
fn value_type(text: &str) -> ValueType {
    match text.to_ascii_lowercase().as_str() {
        "string" => ValueType::String,
        "json string" => ValueType::Json,
        "integer" => ValueType::Integer,
        "float" => ValueType::Float,
        "integer/float" => ValueType::Number,
        "string/integer" => ValueType::StringOrInteger,
        "boolean" => ValueType::Boolean,
        "list of strings" => ValueType::StringList,
        "list of floats" => ValueType::FloatList,
        "list of objects" => ValueType::ObjectList,
        "image object" => ValueType::Object,
        _ => panic!("a type that is not ours: {text}"),
    }
}

#[test]
fn the_specification_reserves_118_attributes() {
    assert_eq!(data::specification().len(), 118);
}

#[test]
fn attributes_in_the_specification_are_marked_so() {
    let specified: BTreeSet<_> = data::specification().into_iter().map(|[key, _]| key).collect();
    let marked: BTreeSet<_> = ATTRIBUTES.iter().filter(|row| row.in_spec).map(|row| row.key).collect();
    assert_eq!(marked, specified);
}

#[test]
fn types_are_those_of_the_specification() {
    for [key, text] in data::specification() {
        let row = ATTRIBUTES.iter().find(|row| row.key == key);
        assert_eq!(row.map(|row| row.value_type), Some(value_type(text)), "{key}");
    }
}

#[test]
fn well_known_values_are_those_of_the_specification() {
    let kinds = [
        "LLM",
        "EMBEDDING",
        "CHAIN",
        "RETRIEVER",
        "RERANKER",
        "TOOL",
        "AGENT",
        "GUARDRAIL",
        "EVALUATOR",
        "PROMPT",
    ];
    for kind in kinds {
        assert!(kind.parse::<SpanKind>().is_ok(), "{kind}");
    }
    let systems = [
        "anthropic",
        "openai",
        "vertexai",
        "cohere",
        "mistralai",
        "xai",
        "deepseek",
        "amazon",
        "meta",
        "ai21",
    ];
    for system in systems {
        assert!(system.parse::<LlmSystem>().is_ok(), "{system}");
    }
    let providers = [
        "anthropic",
        "openai",
        "cohere",
        "mistralai",
        "azure",
        "google",
        "aws",
        "xai",
        "deepseek",
        "groq",
        "fireworks",
        "moonshot",
        "cerebras",
        "perplexity",
        "together",
        "ollama",
    ];
    for provider in providers {
        assert!(provider.parse::<LlmProvider>().is_ok(), "{provider}");
    }
    for content_type in ["text", "image", "audio", "reasoning", "tool_use"] {
        assert!(content_type.parse::<MessageContentType>().is_ok(), "{content_type}");
    }
}
