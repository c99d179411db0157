//! Switches that the specification does not have: documents, tool arguments, exceptions, metadata, audio.
//!
//! They hide content wherever it stands: under keys of its own, and in the payloads of the kinds of spans that carry it
//! whole (`input.value` of a tool is nothing but arguments). The switches of the specification stay as the reference
//! implementation has them, which leaves payloads alone.

use std::sync::Arc;

use super::capture::{ends_with_part, is_below};
use super::key_table::{KeyTable, Variants};
use super::payloads::Payloads;
use super::switches::{Switch, SwitchSet};
use super::{Hidden, TraceConfig};
use crate::semconv::SpanKind;
use crate::semconv::attributes::METADATA;

/// Last parts of keys, by the switch that hides them.
const PARTS: &[(Switch, &[&str])] = &[
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

pub(super) fn hides(hide: SwitchSet, payloads: Payloads, key: &str) -> Hidden {
    let is_hidden = PARTS
        .iter()
        .any(|(switch, parts)| hide.any(&[*switch]) && parts.iter().any(|part| ends_with_part(key, part)))
        || (hide.any(&[Switch::Metadata]) && is_below(key, METADATA));
    if is_hidden { Hidden::Redacted } else { payloads.hides(key) }
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
