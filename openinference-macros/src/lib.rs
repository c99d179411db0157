//! The attribute macros of `openinference-runtime`, which re-exports and documents them; use them through it.

// On docs.rs every item says which feature it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod annotate;
mod args;
mod attribute_key;
mod compiled_in;
mod derive;
mod docs;
mod error;
mod expand;
mod impl_block;
mod item;
mod kind;
mod krate;
mod literal;
mod model;
mod names;
mod parameters;
mod returned;
mod traced_test;
mod validate;

use openinference_semconv::SpanKind;
use openinference_semconv::fields::Derive;
use proc_macro::TokenStream;

use crate::expand::Spans;
use crate::kind::Kind;

// Every attribute twice: with spans, and with the same checks but without spans. The runtime re-exports the one or the other,
// under the first name, as its own feature `trace` says. A feature of this crate could not say it: a macro crate is built
// for the host, where cargo unifies its features with those that build scripts and other macros ask for, and would then
// write spans for a runtime that has none.
macro_rules! span_macros {
    ($($(#[$doc:meta])* $name:ident, $plain:ident = $kind:ident;)*) => {$(
        $(#[$doc])*
        #[proc_macro_attribute]
        pub fn $name(arguments: TokenStream, item: TokenStream) -> TokenStream {
            annotate::annotate(Kind { span: SpanKind::$kind, attribute: stringify!($name) }, Spans::Made, arguments.into(), item.into()).into()
        }

        $(#[$doc])*
        ///
        /// Left out: what is written is checked, and the function stays as it was.
        #[proc_macro_attribute]
        pub fn $plain(arguments: TokenStream, item: TokenStream) -> TokenStream {
            annotate::annotate(Kind { span: SpanKind::$kind, attribute: stringify!($name) }, Spans::LeftOut, arguments.into(), item.into()).into()
        }
    )*

    /// What is declared here.
    #[cfg(test)]
    const MACROS: &[Kind] = &[$(Kind { span: SpanKind::$kind, attribute: stringify!($name) }),*];
    };
}

span_macros! {
    /// An `LLM` span: a call of a language model.
    llm_span, plain_llm_span = Llm;
    /// A `TOOL` span: a function or an external service that a model or an agent calls.
    tool_span, plain_tool_span = Tool;
    /// An `AGENT` span: a block of reasoning around calls of models and tools.
    agent_span, plain_agent_span = Agent;
    /// A `CHAIN` span: the start of an application's work, or a link between its steps.
    chain_span, plain_chain_span = Chain;
    /// A `RETRIEVER` span: a vector store, a database, a search.
    retriever_span, plain_retriever_span = Retriever;
    /// An `EMBEDDING` span: a call of a model that makes embeddings.
    embedding_span, plain_embedding_span = Embedding;
    /// A `RERANKER` span: a reordering of documents by their relevance.
    reranker_span, plain_reranker_span = Reranker;
    /// A `GUARDRAIL` span: a check of what goes into a model or comes out of it.
    guardrail_span, plain_guardrail_span = Guardrail;
    /// An `EVALUATOR` span: an evaluation of what a model has said.
    evaluator_span, plain_evaluator_span = Evaluator;
    /// A `PROMPT` span: the rendering of a prompt template.
    prompt_span, plain_prompt_span = Prompt;
}

macro_rules! derives {
    ($($(#[$doc:meta])* $function:ident = $name:ident;)*) => {$(
        $(#[$doc])*
        #[proc_macro_derive($name, attributes(oi))]
        pub fn $function(item: TokenStream) -> TokenStream {
            derive::expand(Derive::$name, item.into()).into()
        }
    )*};
}

derives! {
    /// What a model is asked, told field by field.
    llm_request = LlmRequest;
    /// What a model answers, told field by field.
    llm_response = LlmResponse;
    /// An item of the stream in which a model answers, told field by field.
    llm_chunk = LlmChunk;
    /// A document that is retrieved or ranked, or a list of documents, told field by field.
    document = Document;
    /// A text and its vector, or a list of them, told field by field.
    embedding = Embedding;
}

/// A test whose spans are captured, for itself alone (feature `testing` of the runtime).
///
/// The function may take the recording; a test that fails shows its spans. It stands above `#[tokio::test]` and its like,
/// and is `#[test]` itself where there is none.
///
/// | key | meaning |
/// | --- | --- |
/// | `check` | at the end, the spans have to keep to the conventions |
/// | `allow(OutlivesParent, ..)` | the same, save these rules |
/// | `deterministic` | ids and times are the same in every run |
/// | `crate = ::path` | where the runtime is |
#[proc_macro_attribute]
pub fn traced_test(arguments: TokenStream, item: TokenStream) -> TokenStream {
    traced_test::expand(arguments.into(), item.into()).into()
}

#[cfg(test)]
mod tests;
