//! Whatever is hidden is hidden in every form that a provider has, and nothing else is: 2^14 sets of switches over the examples
//! of `tests/data/types`. `PROPTEST_CASES` tries more than 256.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use futures_executor::block_on;
use openinference_runtime::config::{Hidden, TraceConfig, TraceConfigBuilder};
use openinference_runtime::testing::Node;
use openinference_tests::members::{members, unions};
use openinference_tests::payloads::Report;
use proptest::prelude::*;
use serde_json::Value;

/// The switches of the reference.
const SWITCHES: &[fn(TraceConfigBuilder, bool) -> TraceConfigBuilder] = &[
    TraceConfigBuilder::hide_llm_invocation_parameters,
    TraceConfigBuilder::hide_llm_tools,
    TraceConfigBuilder::hide_inputs,
    TraceConfigBuilder::hide_outputs,
    TraceConfigBuilder::hide_input_messages,
    TraceConfigBuilder::hide_output_messages,
    TraceConfigBuilder::hide_input_images,
    TraceConfigBuilder::hide_input_text,
    TraceConfigBuilder::hide_output_text,
    TraceConfigBuilder::hide_prompts,
    TraceConfigBuilder::hide_choices,
    TraceConfigBuilder::hide_embeddings_vectors,
    TraceConfigBuilder::hide_embeddings_text,
    TraceConfigBuilder::hide_retrieval_documents,
];

/// Every example in every frame.
static CALLS: LazyLock<Vec<Report>> = LazyLock::new(|| {
    let members = members().unwrap_or_default();
    let unions = unions().unwrap_or_default();
    let of_union = |union: &openinference_tests::members::Union| {
        let examples = members.get(&union.of).into_iter().flat_map(|members| members.values().flatten());
        let calls: Vec<Report> = examples
            .flat_map(|example| union.frames.iter().map(move |frame| frame.around(example)))
            .collect();
        calls
    };
    unions.iter().flat_map(of_union).collect()
});

fn config(switches: u16) -> TraceConfig {
    let set = |config, (at, set): (usize, &fn(TraceConfigBuilder, bool) -> TraceConfigBuilder)| {
        set(config, switches & (1 << at) != 0)
    };
    SWITCHES.iter().enumerate().fold(TraceConfig::builder().without_env(), set).build()
}

/// All texts in JSON that is written down.
fn texts(value: &Value) -> Vec<String> {
    let inner = value.as_str().and_then(|text| serde_json::from_str(text).ok());
    match inner.as_ref().unwrap_or(value) {
        Value::Object(fields) => fields.values().flat_map(texts).collect(),
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::String(text) => vec![text.clone()],
        _ => Vec::new(),
    }
}

fn said(span: &Node) -> BTreeMap<String, Value> {
    let value = |value| serde_json::to_value(value).unwrap_or_default();
    span.attributes.iter().map(|(key, said)| (key.to_owned(), value(said))).collect()
}

fn call(report: &Report, switches: u16) -> Result<BTreeMap<String, Value>, TestCaseError> {
    let span = block_on(report.call_with(config(switches)));
    span.map(|span| said(&span)).map_err(|error| TestCaseError::fail(error.to_string()))
}

proptest! {
    #[test]
    fn what_is_hidden_is_hidden_in_every_form(switches in 0u16..1 << 14, at in any::<prop::sample::Index>()) {
        prop_assert!(!CALLS.is_empty());
        let report = at.get(&CALLS);
        let (all, masked) = (call(report, 0)?, call(report, switches)?);
        let config = config(switches);
        for (key, value) in &all {
            let found = masked.get(key);
            match config.hides(key) {
                Hidden::Dropped => prop_assert_eq!(found, None, "{}", key),
                Hidden::Redacted => prop_assert_eq!(found.and_then(Value::as_str), Some("__REDACTED__"), "{}", key),
                // Of settings and of schemas of tools only what says nothing of the input is kept, where that is hidden.
                _ if key == "llm.invocation_parameters" || key.starts_with("llm.tools.") => {
                    let (known, found) = (texts(value), found.map(texts).unwrap_or_default());
                    for text in found {
                        prop_assert!(known.contains(&text) || text == "__REDACTED__", "{}: {}", key, text);
                    }
                }
                // Measured.
                _ if key == "gen_ai.response.time_to_first_chunk" => {}
                _ => prop_assert_eq!(found, Some(value), "{}", key),
            }
        }
        for key in masked.keys() {
            prop_assert!(all.contains_key(key), "{} is there only where something is hidden", key);
        }
    }
}
