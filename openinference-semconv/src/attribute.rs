//! One row of the conventions.

use crate::ValueType;

/// One attribute of the conventions: a row of [`ATTRIBUTES`](crate::attributes::ATTRIBUTES).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attribute {
    /// Name of the constant in [`attributes`](crate::attributes), as in the reference's Python package:
    /// `"LLM_MODEL_NAME"`.
    pub name: &'static str,
    /// The key as it is exported: `"llm.model_name"`.
    pub key: &'static str,
    /// Type of the value.
    pub value_type: ValueType,
    /// Unit of the value, where it has one: `"tokens"` or `"USD"`.
    pub unit: Option<&'static str>,
    /// Where the key stands.
    pub place: Place,
    /// What the attribute says, in one or two sentences. Only backticks are marked up, so that it reads well in a
    /// diagnostic too.
    pub doc: &'static str,
    /// Whether the attribute is one of the 118 of the specification's table (`spec/semantic_conventions.md`, Reserved
    /// Attributes, in the revision 1fe497f). The others come from the reference's packages alone: the Python package is
    /// newer, and the JavaScript and Java packages name two prefixes more.
    pub in_spec: bool,
}

/// Where a key stands (`spec/semantic_conventions.md`, the notes on flattening below Reserved Attributes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Place {
    /// On a span, as it is.
    Span,
    /// Behind the prefix of the list or object that it belongs to: `message.role` becomes
    /// `llm.input_messages.0.message.role`.
    Item,
    /// On an `exception` event of a span.
    Event,
    /// On the resource that the spans belong to.
    Resource,
}
