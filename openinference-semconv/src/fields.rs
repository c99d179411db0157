//! What the fields of an application's own types can be said to be: THE table that drives the parser of the derives, their
//! diagnostics and their documentation.
//!
//! A type of the application's own is told to spans by a derive, and its fields by `#[oi(key)]`:
//!
//! ```text
//! #[derive(LlmResponse)]
//! struct Answer {
//!     #[oi(content)]
//!     text: String,
//!     #[oi(usage)]
//!     tokens: Usage,
//! }
//! ```

use crate::attributes as key;
use Derive::{Document, Embedding, LlmChunk, LlmRequest, LlmResponse};

/// A derive of the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Derive {
    /// What a model is asked; an argument of an `LLM` span.
    LlmRequest,
    /// What a model answers; the result of an `LLM` span.
    LlmResponse,
    /// An item of the stream in which a model answers.
    LlmChunk,
    /// A document, or a list of some; in `RETRIEVER` and `RERANKER` spans.
    Document,
    /// An embedding, or a list of some; in `EMBEDDING` spans.
    Embedding,
}

impl Derive {
    /// All of them.
    pub const ALL: &'static [Self] = &[LlmRequest, LlmResponse, LlmChunk, Document, Embedding];

    /// The derive as it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            LlmRequest => "LlmRequest",
            LlmResponse => "LlmResponse",
            LlmChunk => "LlmChunk",
            Document => "Document",
            Embedding => "Embedding",
        }
    }
}

/// One key of `#[oi(..)]` on a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldKey {
    /// The key as it is written: `"model"`.
    pub name: &'static str,
    /// The derives that have it.
    pub derives: &'static [Derive],
    /// What the field has to be.
    pub takes: FieldType,
    /// The attribute that it sets, or the list that it adds to.
    pub attribute: Option<&'static str>,
    /// Whether it may be said of several fields, each of which is then a member under its name:
    /// `#[oi(metadata = "page")]`.
    pub members: bool,
    /// Of a type that is one thing or a list of them: to which of the two the key belongs.
    pub level: Level,
    /// What it says, in one sentence.
    pub doc: &'static str,
}

/// What a key says of a type that may be one thing or many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Level {
    /// The type is one document, one embedding.
    Item,
    /// The type holds a list of them.
    List,
    /// Either.
    Any,
}

/// What a field has to be for a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldType {
    /// Text.
    Text,
    /// A list of texts, or one.
    Texts,
    /// A whole number that is not negative.
    Count,
    /// A number.
    Number,
    /// Text or a whole number.
    Identifier,
    /// Anything that serialises.
    Json,
    /// Messages, or one.
    Messages,
    /// Definitions of tools, or one.
    Tools,
    /// Calls of tools, or one.
    ToolCalls,
    /// Pieces of calls of tools, or one.
    ToolCallChunks,
    /// Counts of tokens.
    TokenCount,
    /// What the call has cost.
    Cost,
    /// Documents, or one.
    Documents,
    /// Embeddings, or one.
    Embeddings,
    /// A list of numbers.
    Vector,
}

impl FieldType {
    /// The name of the variant, which is that of the runtime's marker.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Texts => "Texts",
            Self::Count => "Count",
            Self::Number => "Number",
            Self::Identifier => "Identifier",
            Self::Json => "Json",
            Self::Messages => "Messages",
            Self::Tools => "Tools",
            Self::ToolCalls => "ToolCalls",
            Self::ToolCallChunks => "ToolCallChunks",
            Self::TokenCount => "TokenCount",
            Self::Cost => "Cost",
            Self::Documents => "Documents",
            Self::Embeddings => "Embeddings",
            Self::Vector => "Vector",
        }
    }
}

macro_rules! field {
    ($name:literal: [$($derive:ident),+] $type:ident, $attribute:expr, $doc:literal) => {
        FieldKey {
            name: $name,
            derives: &[$($derive),+],
            takes: FieldType::$type,
            attribute: $attribute,
            members: false,
            level: Level::Any,
            doc: $doc,
        }
    };
    ($name:literal: [$($derive:ident),+] $type:ident, $attribute:expr, members, $doc:literal) => {
        FieldKey { members: true, ..field!($name: [$($derive),+] $type, $attribute, $doc) }
    };
    ($name:literal: [$($derive:ident),+] $type:ident, $attribute:expr, item, $doc:literal) => {
        FieldKey { level: Level::Item, ..field!($name: [$($derive),+] $type, $attribute, $doc) }
    };
    ($name:literal: [$($derive:ident),+] $type:ident, $attribute:expr, list, $doc:literal) => {
        FieldKey { level: Level::List, ..field!($name: [$($derive),+] $type, $attribute, $doc) }
    };
}

/// Every key of every derive. No name stands twice for the same derive.
pub const FIELDS: &[FieldKey] = &[
    field!("model": [LlmRequest] Text, Some(key::LLM_REQUEST_MODEL_NAME), "Name of the model that is asked."),
    field!("model": [LlmResponse, LlmChunk] Text, Some(key::LLM_RESPONSE_MODEL_NAME), "Name of the model that answers."),
    field!("provider": [LlmRequest, LlmResponse, LlmChunk] Text, Some(key::LLM_PROVIDER), "Who runs the model."),
    field!("system": [LlmRequest, LlmResponse, LlmChunk] Text, Some(key::LLM_SYSTEM), "Whose product or API the call speaks to."),
    field!("system_message": [LlmRequest] Text, Some(key::LLM_INPUT_MESSAGES), "What the application tells the model."),
    field!("messages": [LlmRequest] Messages, Some(key::LLM_INPUT_MESSAGES), "The conversation so far."),
    field!("user_message": [LlmRequest] Text, Some(key::LLM_INPUT_MESSAGES), "What the user asks."),
    field!("prompts": [LlmRequest] Texts, Some(key::LLM_PROMPTS), "Texts that the model is to complete, where it has no messages."),
    field!("tools": [LlmRequest] Tools, Some(key::LLM_TOOLS), "The tools that are offered to the model."),
    field!(
        "invocation_parameters": [LlmRequest] Json, Some(key::LLM_INVOCATION_PARAMETERS), members,
        "Parameters of the call: an object, or with a name, as in `= \"temperature\"`, one of them."
    ),
    field!("template": [LlmRequest] Text, Some(key::LLM_PROMPT_TEMPLATE), "The prompt's template, with its placeholders."),
    field!(
        "variables": [LlmRequest] Json, Some(key::LLM_PROMPT_TEMPLATE_VARIABLES), members,
        "What the template's placeholders are filled with: an object, or with a name one of them."
    ),
    field!("template_version": [LlmRequest] Text, Some(key::LLM_PROMPT_TEMPLATE_VERSION), "Version of the prompt's template."),
    field!("messages": [LlmResponse] Messages, Some(key::LLM_OUTPUT_MESSAGES), "The answer, as messages."),
    field!("content": [LlmResponse, LlmChunk] Text, Some(key::LLM_OUTPUT_MESSAGES), "The answer's text, or a piece of it."),
    field!("reasoning": [LlmResponse, LlmChunk] Text, Some(key::LLM_OUTPUT_MESSAGES), "What the model thought, or a piece of it."),
    field!("tool_calls": [LlmResponse] ToolCalls, Some(key::LLM_OUTPUT_MESSAGES), "The calls of tools that the model asks for."),
    field!(
        "tool_calls": [LlmChunk] ToolCallChunks, Some(key::LLM_OUTPUT_MESSAGES),
        "The calls of tools that the model asks for, or pieces of them."
    ),
    field!("choices": [LlmResponse] Texts, Some(key::LLM_CHOICES), "Completions of the prompts, where there are no messages."),
    field!("choice": [LlmChunk] Count, None, "Which of several answers the piece belongs to, from zero."),
    field!("finish_reason": [LlmResponse, LlmChunk] Text, Some(key::LLM_FINISH_REASON), "Why the model stopped."),
    field!(
        "usage": [LlmResponse, LlmChunk] TokenCount, None,
        "All token counts together, whatever the provider calls them."
    ),
    field!(
        "prompt_tokens": [LlmResponse, LlmChunk] Count, Some(key::LLM_TOKEN_COUNT_PROMPT),
        "Tokens of the prompt, cached ones included."
    ),
    field!(
        "completion_tokens": [LlmResponse, LlmChunk] Count, Some(key::LLM_TOKEN_COUNT_COMPLETION),
        "Tokens of the completion, reasoning included."
    ),
    field!("total_tokens": [LlmResponse, LlmChunk] Count, Some(key::LLM_TOKEN_COUNT_TOTAL), "All tokens."),
    field!(
        "cache_read_tokens": [LlmResponse, LlmChunk] Count, Some(key::LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_READ),
        "The part of the prompt that was read from the cache."
    ),
    field!(
        "cache_write_tokens": [LlmResponse, LlmChunk] Count, Some(key::LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_WRITE),
        "The part of the prompt that was written to the cache."
    ),
    field!(
        "reasoning_tokens": [LlmResponse, LlmChunk] Count, Some(key::LLM_TOKEN_COUNT_COMPLETION_DETAILS_REASONING),
        "The part of the completion that is reasoning."
    ),
    field!("cost": [LlmResponse, LlmChunk] Cost, Some(key::LLM_COST), "What the call has cost, in US dollars."),
    field!("content": [Document] Text, Some(key::DOCUMENT_CONTENT), item, "What the document says."),
    field!("id": [Document] Identifier, Some(key::DOCUMENT_ID), item, "What the document is called in its store."),
    field!("score": [Document] Number, Some(key::DOCUMENT_SCORE), item, "How relevant the document is."),
    FieldKey {
        level: Level::Item,
        ..field!(
            "metadata": [Document] Json, Some(key::DOCUMENT_METADATA), members,
            "What else is known of the document: an object, or with a name, as in `= \"page\"`, one member of it."
        )
    },
    field!("document": [Document] Documents, None, item, "The document itself, to which other fields add."),
    field!("documents": [Document] Documents, None, list, "The documents."),
    field!("query": [Document] Text, Some(key::RERANKER_QUERY), list, "What the documents are compared with, in a request to a reranker."),
    field!("top_k": [Document] Count, Some(key::RERANKER_TOP_K), list, "How many documents are asked for, in a request to a reranker."),
    field!("model": [Document] Text, Some(key::RERANKER_MODEL_NAME), list, "Name of the reranking model."),
    field!("text": [Embedding] Text, Some(key::EMBEDDING_TEXT), item, "The text that is embedded."),
    field!("vector": [Embedding] Vector, Some(key::EMBEDDING_VECTOR), item, "The vector that stands for the text."),
    field!("texts": [Embedding] Texts, Some(key::EMBEDDING_EMBEDDINGS), list, "The texts that are to be embedded."),
    field!("embeddings": [Embedding] Embeddings, Some(key::EMBEDDING_EMBEDDINGS), list, "The embeddings, or their vectors."),
    field!("model": [Embedding] Text, Some(key::EMBEDDING_MODEL_NAME), list, "Name of the embedding model."),
    FieldKey {
        level: Level::List,
        ..field!(
            "invocation_parameters": [Embedding] Json, Some(key::EMBEDDING_INVOCATION_PARAMETERS), members,
            "Parameters of the call: an object, or with a name one of them."
        )
    },
    field!("usage": [Embedding] TokenCount, None, list, "The token counts."),
];

/// The keys of one derive, in the order of the table.
pub fn of(derive: Derive) -> impl Iterator<Item = &'static FieldKey> {
    FIELDS.iter().filter(move |key| key.derives.contains(&derive))
}

/// The row of a key of one derive.
#[must_use]
pub fn find(name: &str, derive: Derive) -> Option<&'static FieldKey> {
    of(derive).find(|key| key.name == name)
}

#[cfg(test)]
mod tests {
    use super::{Derive, FIELDS, FieldType, of};
    use crate::{ValueType, lookup};

    #[test]
    fn no_derive_has_a_key_twice() {
        for &derive in Derive::ALL {
            for (index, key) in of(derive).enumerate() {
                assert!(of(derive).take(index).all(|earlier| earlier.name != key.name), "{}", key.name);
            }
        }
    }

    #[test]
    fn every_attribute_is_one_of_the_conventions_and_has_the_fields_type() {
        for key in FIELDS {
            let Some(attribute) = key.attribute else { continue };
            let row = lookup::attribute(attribute).unwrap_or_else(|| panic!("{attribute}"));
            let fits = match key.takes {
                FieldType::Text => matches!(row.value_type, ValueType::String | ValueType::ObjectList),
                FieldType::Count => row.value_type == ValueType::Integer,
                FieldType::Number => matches!(row.value_type, ValueType::Number | ValueType::Float),
                FieldType::Identifier => row.value_type == ValueType::StringOrInteger,
                FieldType::Json => row.value_type == ValueType::Json,
                FieldType::Vector => row.value_type == ValueType::FloatList,
                FieldType::Cost => row.value_type == ValueType::Prefix,
                _ => row.value_type == ValueType::ObjectList,
            };
            assert!(fits, "{}: {attribute} is {:?}", key.name, row.value_type);
        }
    }
}
