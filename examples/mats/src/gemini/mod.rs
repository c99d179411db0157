//! Models with Google's API: `POST /v1beta/models/<model>:generateContent`.

mod types;

use example_support::endpoint;
use example_support::endpoint::set;
use openinference_runtime::llm_span;
use reqwest::{Client, StatusCode};
use serde_json::Value;

pub use self::types::{Content, FunctionCall, FunctionResponse, Part, Request, Response};

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum GeminiError {
    /// The request did not get there, or the answer was cut off.
    #[error("the model cannot be reached")]
    Unreachable(#[from] reqwest::Error),
    /// The model refused.
    #[error("the model answered {status}: {message}")]
    Refused {
        /// Of the answer.
        status: StatusCode,
        /// What it says, in words.
        message: String,
    },
    /// The answer has no content.
    #[error("the model sent no content")]
    NoContent,
}

/// The models behind one endpoint.
#[derive(Debug)]
pub struct Gemini {
    http: Client,
    endpoint: endpoint::Gemini,
    orchestrator: String,
    specialist: String,
}

impl Gemini {
    /// The models behind this endpoint: `ORCHESTRATOR_MODEL` and `SPECIALIST_MODEL`.
    #[must_use]
    pub fn new(endpoint: endpoint::Gemini) -> Self {
        let named = |variable, default: &str| set(variable).unwrap_or_else(|| default.to_owned());
        Self {
            http: Client::new(),
            endpoint,
            orchestrator: named("ORCHESTRATOR_MODEL", "gemini-2.5-pro"),
            specialist: named("SPECIALIST_MODEL", "gemini-2.5-flash"),
        }
    }

    /// The model that knows whom to ask.
    pub(crate) fn orchestrator(&self) -> &str {
        &self.orchestrator
    }

    /// The model of the specialists.
    pub(crate) fn specialist(&self) -> &str {
        &self.specialist
    }

    /// The model stands in the URL, so the request does not name it.
    #[llm_span(name = "generate_content", model = model, provider = "google", skip(model))]
    pub(crate) async fn generate_content(
        &self,
        model: &str,
        request: &Request,
    ) -> Result<Response, GeminiError> {
        let url = format!("{}/v1beta/models/{model}:generateContent", self.endpoint.base);
        let post = self.http.post(url).header("x-goog-api-key", &self.endpoint.key);
        let response = post.json(request).send().await?;
        let status = response.status();
        if status.is_success() {
            return Ok(response.json().await?);
        }
        let body: Value = response.json().await.unwrap_or_default();
        let message = body["error"]["message"].as_str().unwrap_or_default().to_owned();
        Err(GeminiError::Refused { status, message })
    }
}
