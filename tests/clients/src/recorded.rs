//! Calls that the provider's own Python SDK made, and a server that answers as it was answered.

use std::sync::Arc;

use anyhow::{Context as _, Result};
use axum::extract::State;
use axum::http::{StatusCode, header::CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::{Router, serve};
use serde::Deserialize;
use serde_json::Value;
use tokio::net::TcpListener;

/// One call.
#[derive(Clone, Debug, Deserialize)]
pub struct Case {
    name: String,
    /// What the SDK sent.
    pub request: Value,
    content_type: String,
    status: u16,
    body: Body,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Body {
    Json(Value),
    Lines(Vec<String>),
}

impl Case {
    /// The same with another status.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// The answer, where it is one document.
    #[must_use]
    pub fn response(&self) -> Option<Value> {
        match &self.body {
            Body::Json(document) => Some(document.clone()),
            Body::Lines(_) => None,
        }
    }
}

/// A recorded call of OpenAI's API.
///
/// # Errors
/// When there is none of that name.
pub fn case(name: &str) -> Result<Case> {
    let cases: Vec<Case> = serde_json::from_str(include_str!("../../data/providers/openai.json"))?;
    cases.into_iter().find(|case| case.name == name).context(name.to_owned())
}

/// A server that answers any call as this one was answered; the base of its API.
///
/// # Errors
/// When there is no port to listen on.
pub async fn server(case: &Case) -> Result<String> {
    async fn answer(State(case): State<Arc<Case>>) -> impl IntoResponse {
        let body = match &case.body {
            Body::Json(document) => document.to_string(),
            Body::Lines(lines) => lines.join("\n"),
        };
        let status = StatusCode::from_u16(case.status).unwrap_or_default();
        (status, [(CONTENT_TYPE, case.content_type.clone())], body)
    }
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/v1", listener.local_addr()?);
    let app = Router::new().fallback(answer).with_state(Arc::new(case.clone()));
    tokio::spawn(async move { serve(listener, app).await });
    Ok(url)
}
