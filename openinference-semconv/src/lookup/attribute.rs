//! From a key to its row.

use alloc::string::String;

use super::flatten;
use crate::attributes::ATTRIBUTES;
use crate::{Attribute, ValueType};

/// The row of a key, plain (`llm.model_name`) or flattened (`llm.input_messages.0.message.role`, which gives the row
/// of `message.role`). `None`: not a key of the conventions.
///
/// Lists nest as `spec/semantic_conventions.md`, Common Flattened Attribute Patterns, says: what belongs to another
/// list is no key (`llm.tools.0.message.role`).
///
/// ```
/// use openinference_semconv::{attributes, lookup};
///
/// let row = lookup::attribute("retrieval.documents.0.document.score");
/// assert_eq!(row.map(|row| row.key), Some(attributes::DOCUMENT_SCORE));
/// ```
#[must_use]
pub fn attribute(key: &str) -> Option<&'static Attribute> {
    flatten::resolve(key, None)
}

/// Whether a key is of the conventions, or stands in a namespace that is theirs alone (`llm.`, `tool.` …), so that an
/// unknown one must be a mistake.
///
/// The name of such a namespace is reserved itself: a backend that nests keys at their dots (Phoenix does) would lose
/// either an attribute `agent` or `agent.name`.
#[must_use]
pub fn is_reserved(key: &str) -> bool {
    NAMESPACES.iter().any(|namespace| flatten::below(key, namespace).is_some() || key == *namespace)
        || attribute(key).is_some()
}

/// Namespaces in which the conventions alone define keys of a span.
///
/// Left out: `exception`, `session`, `trace` and `user`, where OpenTelemetry's conventions define keys of their own; and
/// `audio`, `completion`, `document`, `image`, `message`, `metadata` and `video`, common words that stand in front of an
/// item's keys only, so that an application's own `document.path` collides with nothing.
const NAMESPACES: &[&str] = &[
    "agent",
    "annotation",
    "annotations",
    "decision",
    "embedding",
    "evaluation",
    "evaluations",
    "graph.node",
    "input",
    "llm",
    "message_content",
    "openinference",
    "output",
    "prompt",
    "reranker",
    "retrieval",
    "session.annotations",
    "session.evaluations",
    "tag",
    "tool",
    "tool_call",
    "trace.annotations",
    "trace.evaluations",
];

/// The type of a part of a token count or cost that the conventions do not list but leave room for
/// (`spec/semantic_conventions.md`, Token Count Details): `llm.token_count.prompt_details.text` is an integer as its
/// listed siblings are. `None`: no such key.
#[must_use]
pub fn open_detail(key: &str) -> Option<ValueType> {
    let (parent, part) = key.rsplit_once('.')?;
    if !parent.ends_with("_details") || part.is_empty() {
        return None;
    }
    ATTRIBUTES
        .iter()
        .find(|sibling| flatten::below(sibling.key, parent).is_some())
        .map(|sibling| sibling.value_type)
}

/// The attribute that was probably meant by a key that is none: its misspelt form (`llm.modle_name`), one without its
/// namespace (`finish_reason`), one with other separators (`session_id`), or a name that other tools use for it
/// (`llm.usage.prompt_tokens`). `None`: none is near.
///
/// For a flattened key it is the attribute in place of the first part that is wrong: `message.role` for
/// `llm.input_messages.0.role`, `llm.input_messages` for `llm.messages.0.message.role`. [`correction`] gives the key as
/// a whole.
#[must_use]
pub fn nearest_attribute(key: &str) -> Option<&'static str> {
    flatten::correct(key, None).map(|correction| correction.attribute.key)
}

/// The whole key that was probably meant by one that is none: `llm.input_messages.0.message.role` for
/// `llm.input_messages.0.role`. `None`: none is near.
///
/// ```
/// use openinference_semconv::lookup::correction;
///
/// assert_eq!(correction("llm.messages.0.role").as_deref(), Some("llm.input_messages.0.message.role"));
/// ```
#[must_use]
pub fn correction(key: &str) -> Option<String> {
    flatten::correct(key, None).map(|correction| correction.key)
}
