//! A release from before its types were moved.

#[path = "calls.rs"]
mod calls;

mod client {
    pub(crate) use async_openai_older::Client;
    pub(crate) use async_openai_older::config::OpenAIConfig;
    pub(crate) use async_openai_older::error::OpenAIError;
    pub(crate) use async_openai_older::types::{
        ChatCompletionResponseStream, CreateChatCompletionRequest, CreateChatCompletionResponse,
        CreateEmbeddingRequest, CreateEmbeddingResponse,
    };
}
