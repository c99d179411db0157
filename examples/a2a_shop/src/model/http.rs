//! Requests to a model.

use reqwest::{RequestBuilder, Response};
use serde_json::Value;

/// Why a model has said nothing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// It is not there.
    #[error("the model cannot be reached")]
    Unreachable(#[from] reqwest::Error),
    /// It refuses.
    #[error("the model answered {status}: {message}")]
    Status {
        /// HTTP status.
        status: u16,
        /// What it said.
        message: String,
    },
    /// It says neither text nor calls.
    #[error("the model sent neither text nor tool calls")]
    Nothing,
    /// The arguments of a call are no JSON object.
    #[error("the model called {0} with what is no JSON object")]
    Arguments(String),
}

/// The answer as a whole.
pub(super) async fn post(request: RequestBuilder, body: &Value) -> Result<Value, ModelError> {
    Ok(send(request, body).await?.json().await?)
}

/// An answer that has begun.
pub(super) async fn send(request: RequestBuilder, body: &Value) -> Result<Response, ModelError> {
    let response = request.json(body).send().await?;
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let body: Value = response.json().await.unwrap_or_default();
    let message = body["error"]["message"].as_str().unwrap_or_default().to_owned();
    Err(ModelError::Status { status: status.as_u16(), message })
}
