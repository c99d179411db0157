//! `openinference.span.kind`.

use crate::enumeration::enumeration;

/// The enumeration, with the attribute macro of each kind that has one and what a function with it is.
macro_rules! span_kinds {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $($(#[$variant_meta:meta])* $variant:ident = $value:literal $(, $macro_name:ident: $describes:literal)?;)*
        }
    ) => {
        enumeration! {
            $(#[$meta])*
            pub enum $name {
                $($(#[$variant_meta])* $variant = $value,)*
            }
        }

        impl $name {
            /// The attribute macro for functions whose span is of this kind: `"llm_span"`. `None`: there is none.
            #[must_use]
            pub const fn macro_name(self) -> Option<&'static str> {
                match self {
                    $(Self::$variant => optional!($(stringify!($macro_name))?),)*
                }
            }

            /// What a function with the attribute macro is, in a few words: `"a call of a language model"`.
            #[must_use]
            pub const fn function(self) -> Option<&'static str> {
                match self {
                    $(Self::$variant => optional!($($describes)?),)*
                }
            }
        }
    };
}

macro_rules! optional {
    () => {
        None
    };
    ($value:expr) => {
        Some($value)
    };
}

span_kinds! {
    /// Values of [`OPENINFERENCE_SPAN_KIND`](crate::attributes::OPENINFERENCE_SPAN_KIND)
    /// (`spec/semantic_conventions.md`, Span Kinds): what a span stands for. Every OpenInference span has one.
    pub enum SpanKind {
        /// A call of a language model: chat completion or text generation.
        Llm = "LLM", llm_span: "a call of a language model";
        /// A call of a model or service that makes embeddings.
        Embedding = "EMBEDDING", embedding_span: "a call that makes embeddings";
        /// The start of an application's work, or a link between its steps.
        Chain = "CHAIN", chain_span: "a step of the application, or several";
        /// A retrieval step: a vector store, a database, a search.
        Retriever = "RETRIEVER", retriever_span: "a search for documents";
        /// A reordering of documents by their relevance.
        Reranker = "RERANKER", reranker_span: "a reordering of documents by relevance";
        /// A function or an external service that a model or an agent calls.
        Tool = "TOOL", tool_span: "a function that a model may call";
        /// A block of reasoning around calls of models and tools.
        Agent = "AGENT", agent_span: "reasoning around calls of models and tools";
        /// A check that lets pass, changes or rejects what goes into a model or comes out of it.
        Guardrail = "GUARDRAIL", guardrail_span: "a check of what goes in or comes out";
        /// An evaluation of what a model has said.
        Evaluator = "EVALUATOR", evaluator_span: "an evaluation of what a model said";
        /// The rendering of a prompt template.
        Prompt = "PROMPT", prompt_span: "the rendering of a prompt template";
        /// A call of a model that answers typed questions with probabilities instead of text. Newer than the
        /// specification's table of kinds: `spec/decision_spans.md` and the Python package.
        Decision = "DECISION";
        /// No known kind: what a backend shows for a span whose kind is missing or not recognised. In the Python
        /// package alone; nothing should be written as this.
        Unknown = "UNKNOWN";
    }
}
