//! The macros, by the names that users know.

#[doc = include_str!("derive/docs/document.md")]
pub use openinference_macros::Document;
#[doc = include_str!("derive/docs/embedding.md")]
pub use openinference_macros::Embedding;
#[doc = include_str!("derive/docs/llm_chunk.md")]
pub use openinference_macros::LlmChunk;
#[doc = include_str!("derive/docs/llm_request.md")]
pub use openinference_macros::LlmRequest;
#[doc = include_str!("derive/docs/llm_response.md")]
pub use openinference_macros::LlmResponse;
#[cfg(feature = "testing")]
pub use openinference_macros::traced_test;

#[cfg(feature = "trace")]
pub use openinference_macros::{
    agent_span, chain_span, embedding_span, evaluator_span, guardrail_span, llm_span, prompt_span,
    reranker_span, retriever_span, tool_span,
};
#[cfg(not(feature = "trace"))]
pub use openinference_macros::{
    plain_agent_span as agent_span, plain_chain_span as chain_span, plain_embedding_span as embedding_span,
    plain_evaluator_span as evaluator_span, plain_guardrail_span as guardrail_span,
    plain_llm_span as llm_span, plain_prompt_span as prompt_span, plain_reranker_span as reranker_span,
    plain_retriever_span as retriever_span, plain_tool_span as tool_span,
};
