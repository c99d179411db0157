//! `openinference.span.kind`.

use crate::enumeration::enumeration;

enumeration! {
    /// Values of [`OPENINFERENCE_SPAN_KIND`](crate::attributes::OPENINFERENCE_SPAN_KIND)
    /// (`spec/semantic_conventions.md`, Span Kinds): what a span stands for. Every OpenInference span has one.
    pub enum SpanKind {
        /// A call of a language model: chat completion or text generation.
        Llm = "LLM",
        /// A call of a model or service that makes embeddings.
        Embedding = "EMBEDDING",
        /// The start of an application's work, or a link between its steps.
        Chain = "CHAIN",
        /// A retrieval step: a vector store, a database, a search.
        Retriever = "RETRIEVER",
        /// A reordering of documents by their relevance.
        Reranker = "RERANKER",
        /// A function or an external service that a model or an agent calls.
        Tool = "TOOL",
        /// A block of reasoning around calls of models and tools.
        Agent = "AGENT",
        /// A check that lets pass, changes or rejects what goes into a model or comes out of it.
        Guardrail = "GUARDRAIL",
        /// An evaluation of what a model has said.
        Evaluator = "EVALUATOR",
        /// The rendering of a prompt template.
        Prompt = "PROMPT",
        /// A call of a model that answers typed questions with probabilities instead of text. Newer than the ten
        /// kinds of the specification's table: `spec/decision_spans.md` and the Python package.
        Decision = "DECISION",
        /// No known kind: what a backend shows for a span whose kind is missing or not recognised. In the Python
        /// package alone; nothing should be written as this.
        Unknown = "UNKNOWN",
    }
}
