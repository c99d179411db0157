//! The kind of span that a macro is for.

use openinference_semconv::SpanKind;

/// One of the ten macros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    /// What it writes.
    pub(crate) span: SpanKind,
    /// How the macro is called.
    pub(crate) attribute: &'static str,
    /// Name of the kind's variant.
    pub(crate) variant: &'static str,
}

macro_rules! kinds {
    ($($constant:ident: $attribute:ident, $variant:ident;)*) => {
        $(pub(crate) const $constant: Kind =
            Kind { span: SpanKind::$variant, attribute: stringify!($attribute), variant: stringify!($variant) };)*

        impl Kind {
            /// All ten.
            pub(crate) const ALL: &'static [Self] = &[$($constant),*];
        }
    };
}

kinds! {
    LLM: llm_span, Llm;
    TOOL: tool_span, Tool;
    AGENT: agent_span, Agent;
    CHAIN: chain_span, Chain;
    RETRIEVER: retriever_span, Retriever;
    EMBEDDING: embedding_span, Embedding;
    RERANKER: reranker_span, Reranker;
    GUARDRAIL: guardrail_span, Guardrail;
    EVALUATOR: evaluator_span, Evaluator;
    PROMPT: prompt_span, Prompt;
}

impl Kind {
    /// The macro that a path in an attribute names, by its last segment.
    pub(crate) fn of_path(path: &syn::Path) -> Option<Self> {
        let last = path.segments.last()?;
        Self::ALL.iter().copied().find(|kind| last.ident == kind.attribute)
    }
}
