//! The service `hermes`: embeddings, a language model, words, and a store of vectors.

pub mod nlp;
pub mod vectors;

use std::{path::Path, sync::Arc};

use anyhow::{Context as _, Result};
use axum::{Json, Router, extract::State, routing::post};
use example_support::endpoint::{self, set};
use openinference_runtime::{embedding_span, llm_span};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use self::vectors::{Found, Vectors};
use crate::{
    api::{Answer, Api, answer},
    setup,
    store::Store,
};

/// What the model says where the environment names none.
const SCRIPT: &str = include_str!("../../scripts/plan.json");

/// A text.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Text {
    /// In any language.
    pub text: String,
}

/// What is looked for.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Search {
    /// Something like this.
    pub text: String,
    /// So many of them.
    pub count: usize,
}

/// What a model is to answer.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Prompt {
    /// What the model is told that it is.
    pub system: String,
    /// The question.
    pub text: String,
}

/// The service.
#[derive(Debug)]
pub struct Hermes {
    models: Api,
    chat: String,
    embedding: String,
    vectors: Vectors,
}

impl Hermes {
    /// A service with these models, which keeps its vectors in this folder.
    ///
    /// # Errors
    /// When there is no such folder.
    pub fn new(models: endpoint::OpenAi, folder: &Path) -> Result<Self> {
        let named = |variable, default: &str| set(variable).unwrap_or_else(|| default.to_owned());
        Ok(Self {
            models: Api::new("the model", models.base).with_key(models.key),
            chat: named("OPENAI_MODEL", "gpt-4o-mini"),
            embedding: named("EMBEDDING_MODEL", "text-embedding-3-small"),
            vectors: Vectors::new(Store::open(folder, "hermes")?),
        })
    }

    /// Its routes, without the spans of requests.
    pub fn routes(self) -> Router {
        let routes = Router::new()
            .route(
                "/embed",
                post(|State(it): It, Json(text): Json<Text>| async move { it.on_embed(text).await }),
            )
            .route(
                "/llm",
                post(|State(it): It, Json(prompt): Json<Prompt>| async move { it.on_llm(prompt).await }),
            )
            .route("/nlp", post(|Json(text): Json<Text>| async move { Json(nlp::analyse(&text.text)) }))
            .route(
                "/remember",
                post(|State(it): It, Json(text): Json<Text>| async move { it.on_remember(text).await }),
            )
            .route(
                "/search",
                post(|State(it): It, Json(what): Json<Search>| async move { it.on_search(what).await }),
            );
        routes.with_state(Arc::new(self))
    }

    async fn on_embed(&self, Text { text }: Text) -> Answer<Vec<f32>> {
        answer(self.vector(&text).await)
    }

    async fn on_llm(&self, prompt: Prompt) -> Answer<Text> {
        answer(self.said(&prompt).await.map(|text| Text { text }))
    }

    async fn on_remember(&self, Text { text }: Text) -> Answer<usize> {
        let remembered = async { self.vectors.insert(&text, self.vector(&text).await?).await };
        answer(remembered.await)
    }

    async fn on_search(&self, what: Search) -> Answer<Vec<Found>> {
        let found = async { self.vectors.search(&what, self.vector(&what.text).await?).await };
        answer(found.await)
    }

    async fn vector(&self, text: &str) -> Result<Vec<f32>> {
        let request = json!({ "model": self.embedding, "input": text, "encoding_format": "float" });
        vector_of(&self.embed(&request).await?).context("the model sent no vector")
    }

    async fn said(&self, Prompt { system, text }: &Prompt) -> Result<String> {
        let message = |role: &str, content: &str| json!({ "role": role, "content": content });
        let messages = [message("system", system), message("user", text)];
        let response =
            self.llm(&json!({ "model": self.chat, "temperature": 0, "messages": messages })).await?;
        let text = response["choices"][0]["message"]["content"].as_str();
        Ok(text.context("the model said nothing")?.to_owned())
    }

    #[embedding_span(
        name = "hermes.embed",
        on_result(|response| "vector.dimension" = vector_of(response).map(|vector| vector.len()))
    )]
    async fn embed(&self, request: &Value) -> Result<Value> {
        self.models.post("/embeddings", request).await
    }

    #[llm_span(name = "hermes.llm", provider = "openai", system = "openai")]
    async fn llm(&self, request: &Value) -> Result<Value> {
        self.models.post("/chat/completions", request).await
    }
}

type It = State<Arc<Hermes>>;

fn vector_of(response: &Value) -> Option<Vec<f32>> {
    serde_json::from_value(response["data"][0]["embedding"].clone()).ok()
}

/// Answers until the service is told to stop.
///
/// # Errors
/// When there is no port, no script or no folder.
pub async fn serve() -> Result<()> {
    let folder = setup::required("DATA_DIRECTORY", "where are vectors kept?")?;
    let hermes = Hermes::new(endpoint::openai(SCRIPT).await?, Path::new(&folder))?;
    example_support::service::serve(setup::traced(hermes.routes())).await
}
