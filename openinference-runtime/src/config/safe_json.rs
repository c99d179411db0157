//! What is left of JSON of which only known parts are kept.

use crate::json::Json;

use super::REDACTED;

/// Names of invocation parameters whose numbers, flags and short words are kept.
const PARAMETERS: &[&str] = &[
    "background",
    "best_of",
    "budgetTokens",
    "budget_tokens",
    "candidateCount",
    "candidate_count",
    "dimensions",
    "do_sample",
    "echo",
    "effort",
    "encoding_format",
    "frequencyPenalty",
    "frequency_penalty",
    "includeThoughts",
    "include_thoughts",
    "include_usage",
    "input_type",
    "keep_alive",
    "logprobs",
    "maxOutputTokens",
    "maxTokens",
    "max_completion_tokens",
    "max_new_tokens",
    "max_output_tokens",
    "max_tokens",
    "max_tokens_to_sample",
    "min_p",
    "mirostat",
    "mirostat_eta",
    "mirostat_tau",
    "model",
    "n",
    "num_ctx",
    "num_predict",
    "output_dimensionality",
    "parallel_tool_calls",
    "presencePenalty",
    "presence_penalty",
    "random_seed",
    "reasoning_effort",
    "repeat_penalty",
    "repetition_penalty",
    "responseLogprobs",
    "responseMimeType",
    "response_mime_type",
    "safe_prompt",
    "seed",
    "service_tier",
    "store",
    "stream",
    "temperature",
    "tfs_z",
    "thinkingBudget",
    "thinkingLevel",
    "thinking_budget",
    "thinking_level",
    "timeout",
    "tool_choice",
    "topK",
    "topP",
    "top_a",
    "top_k",
    "top_logprobs",
    "top_n",
    "top_p",
    "truncate",
    "truncation",
    "type",
    "typical_p",
    "verbosity",
];

/// Names of invocation parameters that hold others.
const GROUPS: &[&str] = &[
    "additionalModelRequestFields",
    "generationConfig",
    "generation_config",
    "inferenceConfig",
    "options",
    "reasoning",
    "reasoning_config",
    "response_format",
    "stream_options",
    "text",
    "thinking",
    "thinkingConfig",
    "thinking_config",
    "tool_choice",
];

/// Longer words are texts.
const WORD: usize = 64;

/// Scalars of known names and nothing else, as JSON; nothing of what is no JSON.
pub(super) fn parameters(text: &str) -> String {
    match Json::parse(text) {
        Some(Json::Object(fields)) => Json::Object(known_parameters(fields)).write(usize::MAX),
        _ => REDACTED.to_owned(),
    }
}

fn known_parameters(fields: impl IntoIterator<Item = (String, Json)>) -> Vec<(String, Json)> {
    let known = fields.into_iter().filter_map(|(name, value)| {
        let value = match value {
            Json::Object(fields) if GROUPS.contains(&name.as_str()) => Json::Object(known_parameters(fields)),
            value if PARAMETERS.binary_search(&name.as_str()).is_ok() && is_scalar(&value) => value,
            _ => return None,
        };
        Some((name, value))
    });
    known.collect()
}

/// A number, a flag or a word.
fn is_scalar(value: &Json) -> bool {
    match value {
        Json::Null | Json::Bool(_) | Json::Int(_) | Json::UInt(_) | Json::Float(_) => true,
        Json::String(text) => {
            text.len() <= WORD
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:/".contains(&byte))
        }
        Json::Array(_) | Json::Object(_) => false,
    }
}

/// Keywords of schemas, and of the definitions around them, below which schemas stand.
const SCHEMAS: &[&str] = &[
    "additionalProperties",
    "allOf",
    "anyOf",
    "contains",
    "custom",
    "else",
    "function",
    "functionDeclarations",
    "function_declarations",
    "if",
    "inputSchema",
    "input_schema",
    "items",
    "json",
    "not",
    "oneOf",
    "parameters",
    "parametersJsonSchema",
    "prefixItems",
    "propertyNames",
    "schema",
    "then",
    "toolSpec",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Keywords below which fields have names of their own.
const NAMED: &[&str] = &["$defs", "definitions", "dependentSchemas", "patternProperties", "properties"];

/// Keywords whose numbers, flags, words and lists of words are kept.
const KEPT: &[&str] = &[
    "$ref",
    "$schema",
    "deprecated",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "name",
    "nullable",
    "readOnly",
    "required",
    "strict",
    "type",
    "uniqueItems",
    "writeOnly",
];

/// The names and types of a tool's parameters, with everything else redacted; nothing of what is no JSON.
pub(super) fn schema(text: &str) -> String {
    match Json::parse(text) {
        Some(mut json @ Json::Object(_)) => {
            keep_shape(&mut json);
            json.write(usize::MAX)
        }
        _ => REDACTED.to_owned(),
    }
}

fn keep_shape(schema: &mut Json) {
    match schema {
        Json::Object(fields) => {
            for (keyword, value) in fields {
                let keyword = keyword.as_str();
                match value {
                    Json::Object(named) if NAMED.contains(&keyword) => {
                        named.iter_mut().for_each(|(_, schema)| keep_shape(schema));
                    }
                    _ if SCHEMAS.binary_search(&keyword).is_ok() => keep_shape(value),
                    _ if KEPT.binary_search(&keyword).is_ok() && is_words(value) => {}
                    _ => *value = Json::String(REDACTED.to_owned()),
                }
            }
        }
        Json::Array(schemas) => schemas.iter_mut().for_each(keep_shape),
        Json::Bool(_) | Json::Null => {}
        other => *other = Json::String(REDACTED.to_owned()),
    }
}

fn is_words(value: &Json) -> bool {
    match value {
        Json::Array(items) => items.iter().all(is_scalar),
        // Of `$ref` and `$schema`.
        Json::String(text) => is_scalar(value) || text.starts_with("#/") || text.starts_with("http"),
        value => is_scalar(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_order() {
        for list in [PARAMETERS, SCHEMAS, KEPT] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[test]
    fn scalars_of_known_names_are_kept() {
        let text = r#"{"temperature":0.5,"seed":7,"stop":["Alice"],"user":"Alice","suffix":"Alice",
            "reasoning":{"effort":"low","note":"Alice"},"tool_choice":{"type":"function","function":{"name":"f"}},
            "max_tokens":"as many as Alice wants","mcp_servers":[{"authorization_token":"k"}],"metadata":{"a":1}}"#;
        assert_eq!(
            parameters(text),
            r#"{"temperature":0.5,"seed":7,"reasoning":{"effort":"low"},"tool_choice":{"type":"function"}}"#
        );
        assert_eq!(parameters(&parameters(text)), parameters(text));
        for text in ["Alice", "[1]", "", r#"{"temperature": 1"#, "\"Alice\""] {
            assert_eq!(parameters(text), REDACTED, "{text}");
        }
    }

    #[test]
    fn of_a_schema_names_and_types_are_kept() {
        let text = r##"{"type":"function","function":{"name":"look_up","description":"Of Alice","strict":true,
            "parameters":{"type":"object","required":["description"],"properties":{
            "description":{"type":["string","null"],"default":"Alice","examples":["Alice"],"enum":["Alice"],"maxLength":3},
            "at":{"anyOf":[{"$ref":"#/$defs/Place"},{"const":"Alice"}]}}}}}"##;
        let kept = schema(text);
        assert!(!kept.contains("Alice"), "{kept}");
        assert_eq!(
            kept,
            r##"{"type":"function","function":{"name":"look_up","description":"__REDACTED__","strict":true,"parameters":{"type":"object","required":["description"],"properties":{"description":{"type":["string","null"],"default":"__REDACTED__","examples":"__REDACTED__","enum":"__REDACTED__","maxLength":3},"at":{"anyOf":[{"$ref":"#/$defs/Place"},{"const":"__REDACTED__"}]}}}}}"##
        );
        assert_eq!(schema(&kept), kept);
        assert_eq!(schema("Alice"), REDACTED);
    }
}
