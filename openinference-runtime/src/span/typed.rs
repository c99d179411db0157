//! Typed values on a span in progress: what the macros read from payloads, said by hand.

use super::SpanHandle;
use crate::semconv::patterns::{RERANKER_INPUT_DOCUMENTS, RERANKER_OUTPUT_DOCUMENTS, RETRIEVAL_DOCUMENTS};
use crate::value::{
    Cost, Document, Embedding, Message, PromptTemplate, TokenCount, ToolDefinition, write_documents,
    write_embeddings, write_input_messages, write_output_messages, write_tools,
};

/// Typed values of the conventions. What is said here wins over what was found in arguments and results, key by key.
impl SpanHandle {
    /// `llm.token_count.*`.
    ///
    /// ```
    /// use openinference_runtime::{current, value::TokenCount};
    ///
    /// current().record_usage(&TokenCount::new(120, 30));
    /// ```
    pub fn record_usage(&self, usage: &TokenCount) {
        self.write(|out| usage.write(out));
    }

    /// `llm.cost.*`, in US dollars.
    pub fn record_cost(&self, cost: &Cost) {
        self.write(|out| cost.write(out));
    }

    /// `llm.input_messages`: what the model was sent.
    pub fn set_input_messages(&self, messages: &[Message]) {
        self.write(|out| write_input_messages(messages, out));
    }

    /// `llm.output_messages`: what the model answered.
    pub fn set_output_messages(&self, messages: &[Message]) {
        self.write(|out| write_output_messages(messages, out));
    }

    /// `llm.tools`: what the model may call.
    pub fn set_tools(&self, tools: &[ToolDefinition]) {
        self.write(|out| write_tools(tools, out));
    }

    /// `llm.prompt_template.*`.
    pub fn set_prompt_template(&self, template: &PromptTemplate) {
        self.write(|out| template.write(out));
    }

    /// `retrieval.documents`: what a search found.
    pub fn set_documents(&self, documents: &[Document]) {
        self.write(|out| write_documents(RETRIEVAL_DOCUMENTS, documents, out));
    }

    /// `reranker.input_documents`: what was to be ordered.
    pub fn set_input_documents(&self, documents: &[Document]) {
        self.write(|out| write_documents(RERANKER_INPUT_DOCUMENTS, documents, out));
    }

    /// `reranker.output_documents`: the order that came out.
    pub fn set_output_documents(&self, documents: &[Document]) {
        self.write(|out| write_documents(RERANKER_OUTPUT_DOCUMENTS, documents, out));
    }

    /// `embedding.embeddings`: texts and their vectors.
    pub fn set_embeddings(&self, embeddings: &[Embedding]) {
        self.write(|out| write_embeddings(embeddings, out));
    }
}
