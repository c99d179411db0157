//! The keys of the span macros: THE table that drives their parser, diagnostics, documentation and tests.
//!
//! A key is a value of [`Key`] and one row of [`KEYS`] or several: one for each attribute that it sets, which depends on the
//! kind of span.

use crate::SpanKind::{self, Agent, Chain, Embedding, Llm, Prompt, Reranker, Tool};
use crate::attributes as key;
use crate::{Attribute, ValueType};

/// One key of the span macros for some kinds of span, as in `#[llm_span(model = "gpt-4o")]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MacroKey {
    /// Which key it is.
    pub key: Key,
    /// The kinds of span that have it; empty means all of them.
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
    /// The key as it is written: `"model"`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.key.as_str()
    }

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
    /// Whether the value may be a function.
    #[must_use]
    pub const fn takes_function(self) -> bool {
        matches!(self, Self::ValueOrFunction | Self::ErrorFunction | Self::EndFunction)
    }

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

/// A row before it is told which key it is.
const fn row(form: KeyForm, doc: &'static str) -> MacroKey {
    MacroKey { key: Key::Name, kinds: &[], attribute: None, value_type: None, form, on_impl: true, doc }
}

/// The row of a key that sets an attribute.
const fn sets(attribute: &'static str, doc: &'static str) -> MacroKey {
    let value_type = value_type_of(key::ATTRIBUTES, attribute);
    MacroKey { attribute: Some(attribute), value_type, ..row(KeyForm::Value, doc) }
}

const fn value_type_of(rows: &[Attribute], attribute: &str) -> Option<ValueType> {
    let mut rest = rows;
    while let [row, others @ ..] = rest {
        if is_same(row.key.as_bytes(), attribute.as_bytes()) {
            return Some(row.value_type);
        }
        rest = others;
    }
    None
}

/// `==` for strings is not const.
const fn is_same(mut one: &[u8], mut other: &[u8]) -> bool {
    while let ([a, rest @ ..], [b, others @ ..]) = (one, other) {
        if *a != *b {
            return false;
        }
        (one, other) = (rest, others);
    }
    one.is_empty() && other.is_empty()
}

impl MacroKey {
    const fn of(self, kinds: &'static [SpanKind]) -> Self {
        Self { kinds, ..self }
    }

    const fn per_function(self) -> Self {
        Self { on_impl: false, ..self }
    }

    const fn typed(self, value_type: ValueType) -> Self {
        Self { value_type: Some(value_type), ..self }
    }
}

/// Makes the enumeration and the table of its rows.
macro_rules! keys {
    ($($variant:ident = $name:literal { $($row:expr;)+ })*) => {
        /// A key of the span macros, whatever it sets on which kind of span.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(clippy::exhaustive_enums, reason = "the macros match all of them, so that a new key is handled")]
        pub enum Key {
            $(
                #[doc = concat!("`", $name, "`")]
                $variant,
            )*
        }

        impl Key {
            /// Every key, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// As it is written.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }

        /// Every key of every macro. No key stands twice for the same kind.
        pub const KEYS: &[MacroKey] = &[$($(MacroKey { key: Key::$variant, ..$row },)+)*];
    };
}

keys! {
    Name = "name" {
        row(KeyForm::Value, "Name of the span: a literal, or an expression over the arguments.")
            .typed(ValueType::String)
            .per_function();
    }
    Skip = "skip" { row(KeyForm::Parameters, "Arguments that are not recorded.").per_function(); }
    SkipAll = "skip_all" { row(KeyForm::Flag, "No argument is recorded."); }
    Input = "input" {
        row(KeyForm::Value, "The span's input, instead of what the arguments make together.").per_function();
    }
    Output = "output" {
        row(KeyForm::ValueOrFunction, "The span's output, instead of the result itself.").per_function();
    }
    SkipOutput = "skip_output" { row(KeyForm::Flag, "The result is not recorded."); }
    Attributes = "attributes" { row(KeyForm::Pairs, "Attributes made of the arguments."); }
    OnResult = "on_result" {
        row(
            KeyForm::ResultPairs,
            "Attributes made of the result: what `Ok` holds, or the value itself. They replace those of the same keys that were set before.",
        );
    }
    Session = "session" { sets(key::SESSION_ID, "Session of the span and of all below it."); }
    User = "user" { sets(key::USER_ID, "User on whose behalf the span and all below it act."); }
    Metadata = "metadata" {
        sets(key::METADATA, "Data of the application's own, on the span and all below it: one JSON object.");
    }
    Tags = "tags" { sets(key::TAG_TAGS, "Labels of the span and of all below it."); }
    Parent = "parent" {
        row(KeyForm::Value, "The parent: a Context, a SpanContext or a carrier of propagation headers.");
    }
    Links = "links" {
        row(KeyForm::Value, "Spans that caused this one beside its parent: contexts, or a list of them.");
    }
    OtelKind = "otel_kind" {
        row(
            KeyForm::Choice(&["internal", "client", "server", "producer", "consumer"]),
            "The OpenTelemetry kind of the span; `internal` if not given.",
        );
    }
    ErrorIf = "error_if" {
        row(KeyForm::ErrorFunction, "Which errors make the span's status an error; all if not given.");
    }
    Cancelled = "cancelled" {
        row(
            KeyForm::Choice(&["error", "unset"]),
            "Status of the span when the future is dropped before its end; `error` if not given.",
        );
    }
    Stream = "stream" {
        row(KeyForm::Flag, "The result is an iterator or a boxed stream whose items are the output.");
    }
    OnEnd = "on_end" {
        row(
            KeyForm::EndFunction,
            "A function that is told of each span that ends, for counters of the program's own. It captures nothing.",
        );
    }
    Crate = "crate" {
        row(KeyForm::Path, "Where the runtime is, when it is not `::openinference_runtime`.");
    }
    Query = "query" { sets(key::RERANKER_QUERY, "What the documents are compared with.").of(&[Reranker]); }
    TopK = "top_k" { sets(key::RERANKER_TOP_K, "How many documents are asked for.").of(&[Reranker]); }
    Model = "model" {
        sets(key::LLM_MODEL_NAME, "Name of the model.").of(&[Llm]);
        sets(key::EMBEDDING_MODEL_NAME, "Name of the embedding model.").of(&[Embedding]);
        sets(key::RERANKER_MODEL_NAME, "Name of the reranking model.").of(&[Reranker]);
    }
    Provider = "provider" { sets(key::LLM_PROVIDER, "Who runs the model.").of(&[Llm]); }
    System = "system" { sets(key::LLM_SYSTEM, "Whose product or API the call speaks to.").of(&[Llm]); }
    InvocationParameters = "invocation_parameters" {
        sets(
            key::LLM_INVOCATION_PARAMETERS,
            "Parameters of the call, such as the temperature, without the messages: one JSON object.",
        )
        .of(&[Llm]);
        sets(
            key::EMBEDDING_INVOCATION_PARAMETERS,
            "Parameters of the call without its input: one JSON object.",
        )
        .of(&[Embedding]);
    }
    Description = "description" {
        sets(key::TOOL_DESCRIPTION, "What the tool does, instead of the doc comment.").of(&[Tool]).per_function();
    }
    AgentName = "agent_name" {
        sets(key::AGENT_NAME, "Name of the agent, when it is not the span's name.").of(&[Agent]);
    }
    GraphNodeId = "graph_node_id" {
        sets(key::GRAPH_NODE_ID, "Identifier of the node in the execution graph.").of(&[Agent, Chain]);
    }
    GraphNodeName = "graph_node_name" {
        sets(key::GRAPH_NODE_NAME, "The node's name for human readers.").of(&[Agent, Chain]);
    }
    GraphNodeParentId = "graph_node_parent_id" {
        sets(key::GRAPH_NODE_PARENT_ID, "Identifier of the parent node.").of(&[Agent, Chain]);
    }
    Template = "template" {
        sets(key::LLM_PROMPT_TEMPLATE, "The prompt's template, with its placeholders.").of(&[Prompt, Llm]);
    }
    Variables = "variables" {
        sets(
            key::LLM_PROMPT_TEMPLATE_VARIABLES,
            "What the placeholders of the template are filled with: one JSON object.",
        )
        .of(&[Prompt, Llm]);
    }
    Version = "version" {
        sets(key::LLM_PROMPT_TEMPLATE_VERSION, "Version of the prompt's template.").of(&[Prompt, Llm]);
    }
    Vendor = "vendor" {
        sets(key::PROMPT_VENDOR, "Where the prompt is kept: the vendor or the library.").of(&[Prompt]);
    }
    Id = "id" {
        sets(key::TOOL_ID, "The `tool_call.id` that the result answers.").of(&[Tool]).per_function();
        sets(key::PROMPT_ID, "The vendor's identifier of the prompt.").of(&[Prompt]);
    }
    Parameters = "parameters" {
        sets(key::TOOL_PARAMETERS, "JSON schema of the tool's parameters.").of(&[Tool]).per_function();
    }
    Definition = "definition" {
        row(
            KeyForm::Name,
            "Name of a new function that gives the tool's definition, to offer it to a model (feature `schema`).",
        )
        .of(&[Tool])
        .per_function();
    }
    Url = "url" { sets(key::PROMPT_URL, "Web address of the prompt at its vendor.").of(&[Prompt]); }
}

/// The keys of one kind of span, in the order of the table.
pub fn of(kind: SpanKind) -> impl Iterator<Item = &'static MacroKey> {
    KEYS.iter().filter(move |key| key.applies_to(kind))
}

/// The row of a key of one kind of span.
#[must_use]
pub fn find(name: &str, kind: SpanKind) -> Option<&'static MacroKey> {
    of(kind).find(|key| key.name() == name)
}

#[cfg(test)]
mod tests {
    use super::{KEYS, Key, of};
    use crate::{SpanKind, lookup};

    #[test]
    fn no_kind_has_a_key_twice() {
        for &kind in SpanKind::ALL {
            for (index, key) in of(kind).enumerate() {
                assert!(of(kind).take(index).all(|earlier| earlier.key != key.key), "{kind}: {}", key.name());
                assert!(
                    key.attribute.is_none()
                        || of(kind).take(index).all(|earlier| earlier.attribute != key.attribute),
                    "{kind}: {}",
                    key.name()
                );
            }
        }
    }

    #[test]
    fn every_key_has_a_row_and_a_name_of_its_own() {
        for (index, key) in Key::ALL.iter().enumerate() {
            assert!(KEYS.iter().any(|row| row.key == *key), "{key:?}");
            assert!(Key::ALL.iter().take(index).all(|earlier| earlier.as_str() != key.as_str()), "{key:?}");
        }
    }

    #[test]
    fn an_attributes_type_is_that_of_the_conventions() {
        for key in KEYS {
            if let Some(attribute) = key.attribute {
                let row = lookup::attribute(attribute).map(|row| row.value_type);
                assert!(row.is_some(), "{}: {attribute}", key.name());
                assert_eq!(row, key.value_type, "{}", key.name());
            }
        }
    }
}
