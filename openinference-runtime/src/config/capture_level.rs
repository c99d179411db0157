//! Privacy levels: how much of the content reaches a span at all.

use super::Hidden;
use super::dotted::is_below;
use super::key_class::{KeyClass, class_of};
use crate::semconv::attributes::LLM_TOOLS;

/// How much of what passes through an application its spans say.
///
/// The lower levels keep what is known to be no content, and nothing else: an attribute that neither OpenInference's nor
/// OpenTelemetry's conventions say that of is hidden, unless
/// [`TraceConfigBuilder::kept_keys`](super::TraceConfigBuilder::kept_keys) names it.
///
/// Works beside the `OPENINFERENCE_HIDE_*` switches: of the two, the stricter wins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CaptureLevel {
    /// Everything that no switch hides.
    #[default]
    All,
    /// The shape without the content: kinds, names, roles, tool names, names and types of tools' parameters, models, numbers
    /// and flags among the invocation parameters, ids of sessions, counts, costs, scores and timing are kept; everything else
    /// is redacted.
    Structure,
    /// No inputs, outputs, messages, tools, documents, embeddings, templates and metadata at all; kinds, names, models,
    /// numbers and flags among the invocation parameters, ids of sessions, counts, costs, finish reasons and timing are kept.
    Nothing,
}

impl CaptureLevel {
    /// What becomes of the values under a key; of what the class [allows](KeyClass) in part the rest is hidden with the value.
    pub(super) fn hides(self, key: &str) -> Hidden {
        match self {
            Self::All => Hidden::Visible,
            Self::Structure => match class_of(key) {
                Some(KeyClass::Safe | KeyClass::Shape | KeyClass::Parameters | KeyClass::Schema) => {
                    Hidden::Visible
                }
                Some(KeyClass::Format) => Hidden::Dropped,
                Some(KeyClass::Content) | None => Hidden::Redacted,
            },
            Self::Nothing => match class_of(key) {
                Some(KeyClass::Safe) if !is_below(key, LLM_TOOLS) => Hidden::Visible,
                Some(KeyClass::Parameters) => Hidden::Visible,
                _ => Hidden::Dropped,
            },
        }
    }
}

#[cfg(test)]
mod tests;
