//! Switches that the specification does not have: documents, tool arguments, exceptions, metadata, audio.
//!
//! They hide content wherever it stands: under keys of its own, and in the payloads of the kinds of spans that carry it
//! whole (`input.value` of a tool is nothing but arguments). The switches of the specification hide what they hide in the
//! reference implementation, which leaves payloads alone, and what it does not know: [`FAMILIES`].

use std::sync::Arc;

use super::dotted::{ends_with_part, is_below};
use super::key_table::{KeyTable, Variants};
use super::payloads::Payloads;
use super::switches::{Switch, SwitchSet};
use super::{Hidden, TraceConfig};
use crate::semconv::SpanKind;
use crate::semconv::attributes::{
    INPUT_DOCUMENTS, LLM_PROMPT_TEMPLATE, LLM_PROMPT_TEMPLATE_VARIABLES, METADATA, OUTPUT_DOCUMENTS,
};

/// Last parts of keys, by the switch that hides them.
const PARTS: &[(Switch, &[&str])] = &[
    (Switch::Inputs, &["embedding.text"]),
    (Switch::Documents, &["document.content", "document.metadata"]),
    (
        Switch::ToolArguments,
        &[
            "tool.parameters",
            "tool_call.function.arguments",
            "message.function_call_arguments_json",
            "llm.function_call",
            "gen_ai.tool.call.arguments",
        ],
    ),
    (Switch::Exceptions, &["exception.message", "exception.stacktrace"]),
    (Switch::Metadata, &["document.metadata", "annotation.metadata", "evaluation.metadata"]),
    (Switch::Audio, &["audio.url", "audio.transcript"]),
];

/// Keys and what is below them that switches of the specification hide, although the reference does not know them: what
/// else the caller has given or got, and the same under the names of OpenTelemetry's GenAI conventions. There a message is one
/// value, so that a switch that is about a part of it hides it whole.
const FAMILIES: &[(&[Switch], &[&str])] = &[
    (
        &[Switch::Inputs],
        &[
            LLM_PROMPT_TEMPLATE,
            LLM_PROMPT_TEMPLATE_VARIABLES,
            INPUT_DOCUMENTS,
            "gen_ai.request.stop_sequences",
            "gen_ai.retrieval.query.text",
            "gen_ai.tool.call.arguments",
            "gen_ai.tool.definitions",
        ],
    ),
    (
        &[
            Switch::Inputs,
            Switch::InputMessages,
            Switch::InputText,
            Switch::InputImages,
            Switch::ToolArguments,
            Switch::Audio,
        ],
        &["gen_ai.input.messages"],
    ),
    (&[Switch::Inputs, Switch::InputMessages, Switch::InputText], &["gen_ai.system_instructions"]),
    (&[Switch::Inputs, Switch::Prompts, Switch::InputMessages, Switch::InputText], &["gen_ai.prompt"]),
    (&[Switch::Outputs], &[OUTPUT_DOCUMENTS, "gen_ai.tool.call.result"]),
    (
        &[Switch::Outputs, Switch::OutputMessages, Switch::OutputText, Switch::ToolArguments, Switch::Audio],
        &["gen_ai.output.messages"],
    ),
    (
        &[
            Switch::Outputs,
            Switch::Choices,
            Switch::OutputMessages,
            Switch::OutputText,
            Switch::ToolArguments,
        ],
        &["gen_ai.completion"],
    ),
    (&[Switch::Outputs, Switch::RetrievalDocuments, Switch::Documents], &["gen_ai.retrieval.documents"]),
    (&[Switch::LlmTools], &["gen_ai.tool.definitions"]),
];

/// Below a key of the above, but about no content.
const NAMES: &[&str] = &["gen_ai.prompt.name", "gen_ai.prompt.version"];

pub(super) fn hides(hide: SwitchSet, payloads: Payloads, key: &str) -> Hidden {
    let is_hidden = !hide.is_empty() && is_hidden(hide, key);
    if is_hidden { Hidden::Redacted } else { payloads.hides(key) }
}

fn is_hidden(hide: SwitchSet, key: &str) -> bool {
    PARTS
        .iter()
        .any(|(switch, parts)| hide.any(&[*switch]) && parts.iter().any(|part| ends_with_part(key, part)))
        || (hide.any(&[Switch::Metadata]) && is_below(key, METADATA))
        || FAMILIES.iter().any(|(switches, families)| {
            hide.any(switches) && families.iter().any(|family| is_below(key, family)) && !NAMES.contains(&key)
        })
}

impl TraceConfig {
    /// The same for spans of one kind, whose payloads may be nothing but what is hidden. Made once.
    pub(crate) fn for_kind(self: Arc<Self>, kind: SpanKind) -> Arc<Self> {
        let payloads = Payloads::of(self.hide, kind);
        if payloads == self.payloads {
            return self;
        }
        let make = || Self {
            payloads,
            key_table: KeyTable::default(),
            variants: Variants::default(),
            ..Self::clone(&self)
        };
        self.variants.get(payloads, make)
    }
}

#[cfg(test)]
mod tests;
