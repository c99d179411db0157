use std::sync::Arc;

use super::*;
use crate::config::TraceConfigBuilder;
use crate::semconv::attributes::{INPUT_MIME_TYPE, INPUT_VALUE, OUTPUT_VALUE};

type Set = fn(TraceConfigBuilder, bool) -> TraceConfigBuilder;

/// Each switch, its variable, and what of [`KEYS`] it redacts.
const SWITCHES: &[(&str, Set, &[&str])] = &[
    ("OPENINFERENCE_HIDE_DOCUMENTS", TraceConfigBuilder::hide_documents, &[DOCUMENT, DOCUMENT_METADATA]),
    (
        "OPENINFERENCE_HIDE_TOOL_ARGUMENTS",
        TraceConfigBuilder::hide_tool_arguments,
        &[ARGUMENTS, "tool.parameters", "gen_ai.tool.call.arguments"],
    ),
    (
        "OPENINFERENCE_HIDE_EXCEPTIONS",
        TraceConfigBuilder::hide_exceptions,
        &["exception.message", "exception.stacktrace"],
    ),
    (
        "OPENINFERENCE_HIDE_METADATA",
        TraceConfigBuilder::hide_metadata,
        &["metadata", "metadata.tenant", DOCUMENT_METADATA, "annotations.0.annotation.metadata"],
    ),
    (
        "OPENINFERENCE_HIDE_AUDIO",
        TraceConfigBuilder::hide_audio,
        &["input.audio.url", PART_AUDIO, TRANSCRIPT],
    ),
];

const DOCUMENT: &str = "retrieval.documents.0.document.content";
const DOCUMENT_METADATA: &str = "reranker.output_documents.2.document.metadata";
const ARGUMENTS: &str = "llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments";
const PART_AUDIO: &str = "llm.input_messages.0.message.contents.0.message_content.audio.audio.url";
const TRANSCRIPT: &str = "output.audio.transcript";

const KEYS: &[&str] = &[
    DOCUMENT,
    DOCUMENT_METADATA,
    ARGUMENTS,
    PART_AUDIO,
    TRANSCRIPT,
    "input.audio.url",
    "tool.parameters",
    "gen_ai.tool.call.arguments",
    "exception.message",
    "exception.stacktrace",
    "metadata",
    "metadata.tenant",
    "annotations.0.annotation.metadata",
    // What all of them keep.
    "input.value",
    "output.value",
    "retrieval.documents.0.document.id",
    "retrieval.documents.0.document.score",
    "llm.output_messages.0.message.tool_calls.0.tool_call.function.name",
    "llm.input_messages.0.message.content",
    "input.audio.mime_type",
    "exception.type",
    "session.id",
    "metadata_of_mine",
    "llm.token_count.prompt_details.audio",
    "openinference.span.kind",
];

fn on(set: Set) -> Arc<TraceConfig> {
    Arc::new(set(TraceConfig::builder().without_env(), true).build())
}

#[test]
fn each_switch_redacts_its_own_keys_and_no_others() {
    for (variable, set, redacted) in SWITCHES {
        let config = on(*set);
        for key in KEYS {
            let expected = if redacted.contains(key) { Hidden::Redacted } else { Hidden::Visible };
            assert_eq!(config.hides(key), expected, "{variable}: {key}");
        }
    }
}

#[test]
fn each_switch_has_its_variable() {
    for (variable, set, _) in SWITCHES {
        let lookup = |name: &str| (name == *variable).then(|| "true".to_owned());
        assert_eq!(TraceConfig::builder().build_from(&lookup), *on(*set), "{variable}");
    }
}

#[test]
fn payloads_that_hold_what_is_hidden_are_hidden_with_it() {
    let payloads = |set: Set, kind| {
        let config = on(set).for_kind(kind);
        (config.hides(INPUT_VALUE) == Hidden::Redacted, config.hides(OUTPUT_VALUE) == Hidden::Redacted)
    };
    let [documents, arguments, exceptions, metadata, audio] = [0, 1, 2, 3, 4].map(|at| SWITCHES[at].1);
    assert_eq!(payloads(documents, SpanKind::Retriever), (false, true));
    assert_eq!(payloads(documents, SpanKind::Reranker), (true, true));
    assert_eq!(payloads(documents, SpanKind::Llm), (false, false));
    assert_eq!(payloads(arguments, SpanKind::Tool), (true, false));
    assert_eq!(payloads(arguments, SpanKind::Llm), (true, true));
    assert_eq!(payloads(audio, SpanKind::Llm), (true, true));
    assert_eq!(payloads(audio, SpanKind::Agent), (false, false));
    assert_eq!(payloads(exceptions, SpanKind::Llm), (false, false));
    assert_eq!(payloads(metadata, SpanKind::Retriever), (false, false));
    assert_eq!(on(arguments).for_kind(SpanKind::Tool).hides(INPUT_MIME_TYPE), Hidden::Dropped);
}

#[test]
fn a_configuration_that_hides_nothing_by_kind_is_not_copied() {
    let config = Arc::new(TraceConfig::default());
    assert!(Arc::ptr_eq(&config, &Arc::clone(&config).for_kind(SpanKind::Tool)));
}
