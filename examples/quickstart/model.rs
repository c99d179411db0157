//! The calls to the language model: the client's own request and response types, so that the spans read model,
//! messages, tools and tokens from them.

use std::env;

use async_openai::{
    Client,
    config::OpenAIConfig,
    error::OpenAIError,
    types::{
        chat::{
            ChatCompletionRequestMessage, ChatCompletionTools, CreateChatCompletionRequest,
            CreateChatCompletionRequestArgs, CreateChatCompletionResponse,
        },
        embeddings::{CreateEmbeddingRequest, CreateEmbeddingRequestArgs, CreateEmbeddingResponse},
    },
};
use openinference_runtime::{embedding_span, llm_span};

pub(crate) struct Model {
    client: Client<OpenAIConfig>,
    chat: String,
    embedding: String,
}

impl Model {
    pub(crate) fn new(config: OpenAIConfig) -> Self {
        let name = |variable, default: &str| env::var(variable).unwrap_or_else(|_| default.to_owned());
        Self {
            client: Client::with_config(config),
            chat: name("OPENAI_MODEL", "gpt-4o-mini"),
            embedding: name("OPENAI_EMBEDDING_MODEL", "text-embedding-3-small"),
        }
    }

    pub(crate) fn request(
        &self,
        messages: Vec<ChatCompletionRequestMessage>,
        tools: Vec<ChatCompletionTools>,
    ) -> Result<CreateChatCompletionRequest, OpenAIError> {
        CreateChatCompletionRequestArgs::default()
            .model(&self.chat)
            .temperature(0.2)
            .messages(messages)
            .tools(tools)
            .build()
    }

    #[llm_span(name = "chat", provider = "openai", system = "openai")]
    pub(crate) async fn chat(
        &self,
        request: CreateChatCompletionRequest,
    ) -> Result<CreateChatCompletionResponse, OpenAIError> {
        self.client.chat().create(request).await
    }

    /// One vector for each text.
    pub(crate) async fn embed(&self, texts: Vec<&str>) -> Result<Vec<Vec<f32>>, OpenAIError> {
        let request = CreateEmbeddingRequestArgs::default().model(&self.embedding).input(texts).build()?;
        let response = self.create_embeddings(request).await?;
        Ok(response.data.into_iter().map(|each| each.embedding).collect())
    }

    #[embedding_span]
    async fn create_embeddings(
        &self,
        request: CreateEmbeddingRequest,
    ) -> Result<CreateEmbeddingResponse, OpenAIError> {
        self.client.embeddings().create(request).await
    }
}
