//! One attempt at a call, and what may become of it.

use std::time::Duration;

use example_support::endpoint::OpenAi;
use reqwest::header::RETRY_AFTER;
use serde_json::Value;

use super::Spent;

/// Before the first further attempt; doubled for each after it.
const BACKOFF: Duration = Duration::from_millis(100);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The model is not there.
    #[error("the model cannot be reached")]
    Unreachable(#[from] reqwest::Error),
    /// It refuses.
    #[error("the model answered {status}: {message}")]
    Status {
        /// HTTP status.
        status: u16,
        /// What it said.
        message: String,
        /// When it wants to be asked again.
        retry_after: Option<Duration>,
    },
    /// It says nothing.
    #[error("the model sent no text")]
    NoText,
    /// The budget does not allow it.
    #[error("the budget is spent: {0}")]
    OverBudget(Spent),
}

/// A model that may answer later.
pub(super) struct Busy {
    pub(super) status: u16,
    pub(super) delay: Duration,
}

impl ModelError {
    /// When to try again after so many retries; None where that would not help.
    pub(super) fn busy(&self, retries: u32) -> Option<Busy> {
        match *self {
            Self::Status { status: status @ (429 | 500..), retry_after, .. } => {
                let delay = retry_after.unwrap_or(BACKOFF * 2_u32.saturating_pow(retries));
                Some(Busy { status, delay })
            }
            _ => None,
        }
    }
}

#[derive(Debug)]
pub(super) struct Http {
    client: reqwest::Client,
    endpoint: OpenAi,
}

impl Http {
    pub(super) fn new(endpoint: OpenAi) -> Self {
        Self { client: reqwest::Client::new(), endpoint }
    }

    pub(super) async fn post(&self, request: &Value) -> Result<Value, ModelError> {
        let url = format!("{}/chat/completions", self.endpoint.base);
        let response = self.client.post(url).bearer_auth(&self.endpoint.key).json(request).send().await?;
        let status = response.status();
        if status.is_success() {
            return Ok(response.json().await?);
        }
        let seconds = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
        let body: Value = response.json().await.unwrap_or_default();
        Err(ModelError::Status {
            status: status.as_u16(),
            message: body["error"]["message"].as_str().unwrap_or_default().to_owned(),
            retry_after: seconds.map(Duration::from_secs),
        })
    }
}
