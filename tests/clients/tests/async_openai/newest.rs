//! The release of today.

#[path = "calls.rs"]
mod calls;

mod client {
    pub(crate) use async_openai::Client;
    pub(crate) use async_openai::config::OpenAIConfig;
    pub(crate) use async_openai::error::OpenAIError;
    pub(crate) use async_openai::types::chat::{
        ChatCompletionResponseStream, CreateChatCompletionRequest, CreateChatCompletionResponse,
    };
    pub(crate) use async_openai::types::embeddings::{CreateEmbeddingRequest, CreateEmbeddingResponse};
}
