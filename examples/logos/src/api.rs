//! How the services ask each other, and answer.

use anyhow::{Context as _, Result, ensure};
use axum::{Json, http::StatusCode};
use openinference_runtime::propagation::reqwest::InjectMiddleware;
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware};
use reqwest_tracing::TracingMiddleware;
use serde::{Serialize, de::DeserializeOwned};

/// What a handler answers: a body, or why there is none.
pub type Answer<T> = Result<Json<T>, (StatusCode, String)>;

/// Makes an answer of a result.
///
/// # Errors
/// The result's.
pub fn answer<T>(result: Result<T>) -> Answer<T> {
    result.map(Json).map_err(|error| {
        tracing::error!("{error:#}");
        (StatusCode::BAD_GATEWAY, format!("{error:#}"))
    })
}

/// A service, or a model, behind a base URL.
#[derive(Clone, Debug)]
pub struct Api {
    http: ClientWithMiddleware,
    name: &'static str,
    base: String,
    key: Option<String>,
}

impl Api {
    /// Each request is a span, and the trace goes with it.
    #[must_use]
    pub fn new(name: &'static str, base: impl Into<String>) -> Self {
        // In this order: what is sent is the span that the first one makes.
        let http = ClientBuilder::new(reqwest::Client::new());
        let http = http.with(TracingMiddleware::default()).with(InjectMiddleware::new()).build();
        Self { http, name, base: base.into(), key: None }
    }

    /// Sends this as bearer token.
    #[must_use]
    pub fn with_key(self, key: impl Into<String>) -> Self {
        Self { key: Some(key.into()), ..self }
    }

    /// Posts a question.
    ///
    /// # Errors
    /// When nobody answers, or with a failure.
    pub async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        question: &(impl Serialize + Sync),
    ) -> Result<T> {
        let Self { name, base, .. } = self;
        let mut request = self.http.post(format!("{base}{path}")).json(question);
        if let Some(key) = &self.key {
            request = request.bearer_auth(key);
        }
        let response = request.send().await.with_context(|| format!("{name} is not there"))?;
        let status = response.status();
        let body = response.bytes().await?;
        ensure!(status.is_success(), "{name}: {status}: {}", String::from_utf8_lossy(&body));
        serde_json::from_slice(&body).with_context(|| format!("{name} answered otherwise than expected"))
    }
}
