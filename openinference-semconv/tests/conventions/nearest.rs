//! "Did you mean".

use openinference_semconv::attributes::*;
use openinference_semconv::lookup::{attribute, correction, nearest, nearest_attribute};

#[test]
fn a_word_with_few_mistakes_is_the_nearest_candidate() {
    let candidates = ["name", "skip", "skip_all", "input", "output", "attributes"];
    let cases = [
        ("nmae", Some("name")),
        ("attribute", Some("attributes")),
        ("Skip", Some("skip")),
        ("skipall", Some("skip_all")),
        ("outptu", Some("output")),
        ("zzz", None),
        ("temperature", None),
    ];
    for (word, expected) in cases {
        assert_eq!(nearest(word, candidates), expected, "{word}");
    }
}

#[test]
fn of_equally_near_candidates_the_first_is_taken() {
    assert_eq!(nearest("cat", ["bat", "hat"]), Some("bat"));
}

#[test]
fn the_nearest_of_nothing_is_nothing() {
    assert_eq!(nearest("name", []), None);
}

#[test]
fn a_misspelt_key_is_the_attribute_it_looks_like() {
    let cases = [
        ("llm.modle_name", LLM_MODEL_NAME),
        ("llm.token_count.promt", LLM_TOKEN_COUNT_PROMPT),
        ("llm.invocation_paramters", LLM_INVOCATION_PARAMETERS),
        ("input.mimetype", INPUT_MIME_TYPE),
        ("retrival.documents", RETRIEVAL_DOCUMENTS),
        ("llm.prompt_template.varables", LLM_PROMPT_TEMPLATE_VARIABLES),
    ];
    for (key, expected) in cases {
        assert_eq!(nearest_attribute(key), Some(expected), "{key}");
    }
}

#[test]
fn a_key_with_other_separators_is_the_attribute_with_the_same_letters() {
    let cases = [
        ("session_id", SESSION_ID),
        ("llm.model.name", LLM_MODEL_NAME),
        ("LLM_MODEL_NAME", LLM_MODEL_NAME),
        ("toolCall.id", TOOL_CALL_ID),
        ("graph-node-id", GRAPH_NODE_ID),
    ];
    for (key, expected) in cases {
        assert_eq!(nearest_attribute(key), Some(expected), "{key}");
    }
}

#[test]
fn a_key_without_its_namespace_is_the_one_attribute_that_ends_so() {
    assert_eq!(nearest_attribute("finish_reason"), Some(LLM_FINISH_REASON));
    assert_eq!(nearest_attribute("top_k"), Some(RERANKER_TOP_K));
    // One of two: a guess would be wrong as often as right.
    assert_eq!(nearest_attribute("identifier"), None);
}

#[test]
fn a_name_from_elsewhere_is_the_attribute_that_says_the_same() {
    let cases = [
        ("llm.model", LLM_MODEL_NAME),
        ("llm.tokens_in", LLM_TOKEN_COUNT_PROMPT),
        ("llm.usage.prompt_tokens", LLM_TOKEN_COUNT_PROMPT),
        ("llm.tokens_out", LLM_TOKEN_COUNT_COMPLETION),
        ("llm.usage.output_tokens", LLM_TOKEN_COUNT_COMPLETION),
        ("llm.usage.total_tokens", LLM_TOKEN_COUNT_TOTAL),
        ("llm.temperature", LLM_INVOCATION_PARAMETERS),
        ("llm.vendor", LLM_PROVIDER),
        ("llm.cost", LLM_COST_TOTAL),
        ("tool.arguments", INPUT_VALUE),
        ("tool.schema", TOOL_JSON_SCHEMA),
        ("tags", TAG_TAGS),
        ("conversation.id", SESSION_ID),
    ];
    for (key, expected) in cases {
        assert_eq!(nearest_attribute(key), Some(expected), "{key}");
    }
}

#[test]
fn a_name_of_its_own_is_near_nothing() {
    for key in ["app.tenant", "order.number", "llm.completely_different_thing", "", ".", "0", "...", "é.ü"]
    {
        assert_eq!(nearest_attribute(key), None, "{key}");
        assert_eq!(correction(key), None, "{key}");
    }
}

#[test]
fn a_wrong_part_of_a_flattened_key_is_put_right_and_the_rest_kept() {
    let cases = [
        ("llm.input_messages.0.role", "llm.input_messages.0.message.role", MESSAGE_ROLE),
        ("llm.input_messages.3.message.cotent", "llm.input_messages.3.message.content", MESSAGE_CONTENT),
        ("llm.messages.0.message.role", "llm.input_messages.0.message.role", LLM_INPUT_MESSAGES),
        ("llm.input_mesages.2.message.role", "llm.input_messages.2.message.role", LLM_INPUT_MESSAGES),
        ("llm.messages.1.content", "llm.input_messages.1.message.content", LLM_INPUT_MESSAGES),
        (
            "llm.output_messages.0.message.tool_calls.1.function.name",
            "llm.output_messages.0.message.tool_calls.1.tool_call.function.name",
            TOOL_CALL_FUNCTION_NAME,
        ),
        (
            "llm.output_messages.0.tool_calls.1.tool_call.id",
            "llm.output_messages.0.message.tool_calls.1.tool_call.id",
            MESSAGE_TOOL_CALLS,
        ),
        ("retrieval.documents.0.content", "retrieval.documents.0.document.content", DOCUMENT_CONTENT),
        ("llm.tools.0.json_schema", "llm.tools.0.tool.json_schema", TOOL_JSON_SCHEMA),
    ];
    for (key, whole, part) in cases {
        assert_eq!(correction(key).as_deref(), Some(whole), "{key}");
        assert_eq!(nearest_attribute(key), Some(part), "{key}");
    }
}

#[test]
fn a_forgotten_index_is_added() {
    assert_eq!(
        correction("llm.input_messages.message.role").as_deref(),
        Some("llm.input_messages.0.message.role")
    );
    assert_eq!(
        correction("retrieval.documents.document.id").as_deref(),
        Some("retrieval.documents.0.document.id")
    );
}

#[test]
fn a_correction_is_a_key_of_the_conventions() {
    for row in ATTRIBUTES {
        // Every key with a letter left out, at every third place.
        for at in (0..row.key.len()).step_by(3) {
            let mut key = row.key.to_owned();
            key.remove(at);
            if let Some(corrected) = correction(&key) {
                assert!(attribute(&corrected).is_some(), "{key}: {corrected}");
            }
        }
    }
}
