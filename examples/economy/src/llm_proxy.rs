//! The service `llm_proxy`: `POST /llm` in front of a model that answers like the OpenAI API.

use std::sync::Arc;

use anyhow::{Context as _, Result};
use async_openai::{
    Client,
    config::OpenAIConfig,
    error::OpenAIError,
    types::chat::{
        ChatCompletionRequestMessage, ChatCompletionResponseMessage, ChatCompletionTools,
        CreateChatCompletionRequest, CreateChatCompletionRequestArgs, CreateChatCompletionResponse,
    },
};
use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use example_support::{
    endpoint::{self, set},
    service,
};
use openinference_runtime::{chain_span, llm_span};
use serde::{Deserialize, Serialize};

/// What the model says where the environment names none.
const SCRIPT: &str = include_str!("../scripts/er_001.json");

/// The body of a request.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Conversation {
    /// What was said so far.
    pub messages: Vec<ChatCompletionRequestMessage>,
    /// What the model may call.
    pub tools: Vec<ChatCompletionTools>,
}

/// The body of an answer: what the model says next.
pub type Said = ChatCompletionResponseMessage;

#[derive(Debug)]
struct Proxy {
    client: Client<OpenAIConfig>,
    model: String,
}

/// Answers until the service is told to stop.
///
/// # Errors
/// When there is no port or no script.
pub async fn serve() -> Result<()> {
    let model = endpoint::openai(SCRIPT).await?;
    let config = OpenAIConfig::new().with_api_base(model.base).with_api_key(model.key);
    let model = set("OPENAI_MODEL").unwrap_or_else(|| "gpt-4o-mini".to_owned());
    let proxy = Arc::new(Proxy { client: Client::with_config(config), model });
    service::serve(Router::new().route("/llm", post(llm)).with_state(proxy)).await
}

async fn llm(
    State(proxy): State<Arc<Proxy>>,
    headers: HeaderMap,
    Json(conversation): Json<Conversation>,
) -> Result<Json<Said>, (StatusCode, String)> {
    let said = proxy.llm_handler(&headers, conversation).await;
    said.map(Json).map_err(|error| (StatusCode::BAD_GATEWAY, format!("{error:#}")))
}

impl Proxy {
    #[chain_span(name = "llm_handler", parent = headers, skip(headers))]
    async fn llm_handler(&self, headers: &HeaderMap, conversation: Conversation) -> Result<Said> {
        let Conversation { messages, tools } = conversation;
        let mut request = CreateChatCompletionRequestArgs::default();
        request.model(&self.model).temperature(0.0).messages(messages);
        if !tools.is_empty() {
            request.tools(tools);
        }
        let response = self.chat(request.build()?).await?;
        let choice = response.choices.into_iter().next();
        Ok(choice.context("the model sent no choice")?.message)
    }

    #[llm_span(name = "chat", provider = "openai", system = "openai")]
    async fn chat(
        &self,
        request: CreateChatCompletionRequest,
    ) -> Result<CreateChatCompletionResponse, OpenAIError> {
        self.client.chat().create(request).await
    }
}
