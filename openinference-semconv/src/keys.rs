//! The keys of the span macros: THE table that drives their parser, diagnostics, documentation and tests.
//!
//! A key that says what an attribute is has that attribute's key in [`MacroKey::attribute`] and its type in
//! [`MacroKey::value_type`]; a test holds the two against [`ATTRIBUTES`](crate::attributes::ATTRIBUTES).

use crate::SpanKind::{self, Agent, Chain, Embedding, Llm, Prompt, Reranker, Tool};
use crate::ValueType;
use crate::attributes as key;

/// One key of a span macro, as in `#[llm_span(model = "gpt-4o")]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MacroKey {
    /// The key as it is written: `"model"`.
    pub name: &'static str,
    /// The kinds of span that have it; empty means all ten. A name may stand in several rows of different kinds.
    pub kinds: &'static [SpanKind],
    /// The attribute that it sets, if it sets one.
    pub attribute: Option<&'static str>,
    /// Type of the value. For keys that are no attribute: what the expression has to be, where that can be said.
    pub value_type: Option<ValueType>,
    /// How it is written.
    pub form: KeyForm,
    /// Whether it also makes sense on an `impl` block, for all of its methods.
    pub on_impl: bool,
    /// What it does, in one sentence.
    pub doc: &'static str,
}

impl MacroKey {
    /// Whether spans of this kind have the key.
    #[must_use]
    pub fn applies_to(&self, kind: SpanKind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }
}

/// How a key is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyForm {
    /// `key = expression`.
    Value,
    /// `key = |result| expression`, `key = path::of::function` or `key = expression`.
    ValueOrFunction,
    /// `key = |error| expression` or `key = path::of::function`.
    ErrorFunction,
    /// `key = |end| expression` or `key = path::of::function`.
    EndFunction,
    /// `key(a, b)`: names of parameters.
    Parameters,
    /// `key`.
    Flag,
    /// `key("attribute.key" = expression, ..)`.
    Pairs,
    /// `key(|result| "attribute.key" = expression, ..)`.
    ResultPairs,
    /// `key = word`, where the word is one of these.
    Choice(&'static [&'static str]),
    /// `key = ::path`.
    Path,
    /// `key = name`: what something new is called.
    Name,
}

impl KeyForm {
    /// How `key` is written in this form, for diagnostics and documentation.
    #[must_use]
    pub const fn example(self) -> &'static str {
        match self {
            Self::Value => " = <expression>",
            Self::ValueOrFunction => " = |result| <expression>",
            Self::ErrorFunction => " = |error| <expression>",
            Self::EndFunction => " = |end| <expression>",
            Self::Parameters => "(parameter, ..)",
            Self::Flag => "",
            Self::Pairs => "(\"attribute.key\" = <expression>, ..)",
            Self::ResultPairs => "(|result| \"attribute.key\" = <expression>, ..)",
            Self::Choice(_) => " = <word>",
            Self::Path => " = ::path",
            Self::Name => " = new_name",
        }
    }
}

/// A row for every kind of span.
macro_rules! shared {
    ($name:literal, $form:expr, $doc:literal) => {
        MacroKey {
            name: $name,
            kinds: &[],
            attribute: None,
            value_type: None,
            form: $form,
            on_impl: true,
            doc: $doc,
        }
    };
    ($name:literal, $form:expr, per_function, $doc:literal) => {
        MacroKey { on_impl: false, ..shared!($name, $form, $doc) }
    };
    ($name:literal = $attribute:expr, $type:ident, $doc:literal) => {
        MacroKey {
            attribute: Some($attribute),
            value_type: Some(ValueType::$type),
            ..shared!($name, KeyForm::Value, $doc)
        }
    };
}

/// A row for an attribute of some kinds of span.
macro_rules! of_kind {
    ($name:literal: [$($kind:ident),+] = $attribute:expr, $type:ident, $doc:literal) => {
        MacroKey {
            name: $name,
            kinds: &[$($kind),+],
            attribute: Some($attribute),
            value_type: Some(ValueType::$type),
            form: KeyForm::Value,
            on_impl: true,
            doc: $doc,
        }
    };
    ($name:literal: [$($kind:ident),+] = $attribute:expr, $type:ident, per_function, $doc:literal) => {
        MacroKey { on_impl: false, ..of_kind!($name: [$($kind),+] = $attribute, $type, $doc) }
    };
}

/// Every key of every macro. No name stands twice for the same kind.
pub const KEYS: &[MacroKey] = &[
    MacroKey {
        value_type: Some(ValueType::String),
        ..shared!(
            "name",
            KeyForm::Value,
            per_function,
            "Name of the span: a literal, or an expression over the arguments."
        )
    },
    shared!("skip", KeyForm::Parameters, per_function, "Arguments that are not recorded."),
    shared!("skip_all", KeyForm::Flag, "No argument is recorded."),
    shared!(
        "input",
        KeyForm::Value,
        per_function,
        "The span's input, instead of what the arguments make together."
    ),
    shared!(
        "output",
        KeyForm::ValueOrFunction,
        per_function,
        "The span's output, instead of the result itself."
    ),
    shared!("skip_output", KeyForm::Flag, "The result is not recorded."),
    shared!("attributes", KeyForm::Pairs, "Attributes made of the arguments."),
    shared!(
        "on_result",
        KeyForm::ResultPairs,
        "Attributes made of the result: what `Ok` holds, or the value itself. They replace those of the same keys that were set before."
    ),
    shared!("session" = key::SESSION_ID, String, "Session of the span and of all below it."),
    shared!("user" = key::USER_ID, String, "User on whose behalf the span and all below it act."),
    shared!(
        "metadata" = key::METADATA,
        Json,
        "Data of the application's own, on the span and all below it: one JSON object."
    ),
    shared!("tags" = key::TAG_TAGS, StringList, "Labels of the span and of all below it."),
    shared!(
        "parent",
        KeyForm::Value,
        "The parent: a Context, a SpanContext or a carrier of propagation headers."
    ),
    shared!(
        "links",
        KeyForm::Value,
        "Spans that caused this one beside its parent: contexts, or a list of them."
    ),
    shared!(
        "otel_kind",
        KeyForm::Choice(&["internal", "client", "server", "producer", "consumer"]),
        "The OpenTelemetry kind of the span; `internal` if not given."
    ),
    shared!(
        "error_if",
        KeyForm::ErrorFunction,
        "Which errors make the span's status an error; all if not given."
    ),
    shared!(
        "cancelled",
        KeyForm::Choice(&["error", "unset"]),
        "Status of the span when the future is dropped before its end; `error` if not given."
    ),
    shared!(
        "stream",
        KeyForm::Flag,
        "The result is an iterator or a boxed stream whose items are the output."
    ),
    shared!(
        "on_end",
        KeyForm::EndFunction,
        "A function that is told of each span that ends, for counters of the program's own. It captures nothing."
    ),
    shared!("crate", KeyForm::Path, "Where the runtime is, when it is not `::openinference_runtime`."),
    of_kind!("model": [Llm] = key::LLM_MODEL_NAME, String, "Name of the model."),
    of_kind!("provider": [Llm] = key::LLM_PROVIDER, String, "Who runs the model."),
    of_kind!("system": [Llm] = key::LLM_SYSTEM, String, "Whose product or API the call speaks to."),
    of_kind!(
        "invocation_parameters": [Llm] = key::LLM_INVOCATION_PARAMETERS, Json,
        "Parameters of the call, such as the temperature, without the messages: one JSON object."
    ),
    of_kind!("description": [Tool] = key::TOOL_DESCRIPTION, String, per_function, "What the tool does, instead of the doc comment."),
    of_kind!("id": [Tool] = key::TOOL_ID, String, per_function, "The `tool_call.id` that the result answers."),
    of_kind!("parameters": [Tool] = key::TOOL_PARAMETERS, Json, per_function, "JSON schema of the tool's parameters."),
    MacroKey {
        kinds: &[Tool],
        ..shared!(
            "definition",
            KeyForm::Name,
            per_function,
            "Name of a new function that gives the tool's definition, to offer it to a model (feature `schema`)."
        )
    },
    of_kind!("agent_name": [Agent] = key::AGENT_NAME, String, "Name of the agent, when it is not the span's name."),
    of_kind!("graph_node_id": [Agent, Chain] = key::GRAPH_NODE_ID, String, "Identifier of the node in the execution graph."),
    of_kind!("graph_node_name": [Agent, Chain] = key::GRAPH_NODE_NAME, String, "The node's name for human readers."),
    of_kind!("graph_node_parent_id": [Agent, Chain] = key::GRAPH_NODE_PARENT_ID, String, "Identifier of the parent node."),
    of_kind!("model": [Embedding] = key::EMBEDDING_MODEL_NAME, String, "Name of the embedding model."),
    of_kind!(
        "invocation_parameters": [Embedding] = key::EMBEDDING_INVOCATION_PARAMETERS, Json,
        "Parameters of the call without its input: one JSON object."
    ),
    of_kind!("query": [Reranker] = key::RERANKER_QUERY, String, "What the documents are compared with."),
    of_kind!("top_k": [Reranker] = key::RERANKER_TOP_K, Integer, "How many documents are asked for."),
    of_kind!("model": [Reranker] = key::RERANKER_MODEL_NAME, String, "Name of the reranking model."),
    of_kind!("template": [Prompt, Llm] = key::LLM_PROMPT_TEMPLATE, String, "The prompt's template, with its placeholders."),
    of_kind!(
        "variables": [Prompt, Llm] = key::LLM_PROMPT_TEMPLATE_VARIABLES, Json,
        "What the placeholders of the template are filled with: one JSON object."
    ),
    of_kind!("version": [Prompt, Llm] = key::LLM_PROMPT_TEMPLATE_VERSION, String, "Version of the prompt's template."),
    of_kind!("vendor": [Prompt] = key::PROMPT_VENDOR, String, "Where the prompt is kept: the vendor or the library."),
    of_kind!("id": [Prompt] = key::PROMPT_ID, String, "The vendor's identifier of the prompt."),
    of_kind!("url": [Prompt] = key::PROMPT_URL, String, "Web address of the prompt at its vendor."),
];

/// The keys of one kind of span, in the order of the table.
pub fn of(kind: SpanKind) -> impl Iterator<Item = &'static MacroKey> {
    KEYS.iter().filter(move |key| key.applies_to(kind))
}

/// The row of a key of one kind of span.
#[must_use]
pub fn find(name: &str, kind: SpanKind) -> Option<&'static MacroKey> {
    of(kind).find(|key| key.name == name)
}

#[cfg(test)]
mod tests {
    use super::{KEYS, of};
    use crate::{SpanKind, lookup};

    #[test]
    fn no_kind_has_a_key_twice() {
        for &kind in SpanKind::ALL {
            for (index, key) in of(kind).enumerate() {
                assert!(of(kind).take(index).all(|earlier| earlier.name != key.name), "{kind}: {}", key.name);
                assert!(
                    key.attribute.is_none()
                        || of(kind).take(index).all(|earlier| earlier.attribute != key.attribute),
                    "{kind}: {}",
                    key.name
                );
            }
        }
    }

    #[test]
    fn an_attributes_type_is_that_of_the_conventions() {
        for key in KEYS {
            if let Some(attribute) = key.attribute {
                let row = lookup::attribute(attribute).map(|row| row.value_type);
                assert_eq!(row, key.value_type, "{}", key.name);
            }
        }
    }
}
