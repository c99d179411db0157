//! Asking another agent.

use std::time::Duration;

use openinference_runtime::{
    propagation::{self, http::headers},
    tool_span,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{CARD, Card, Message, SEND, VERSION, VERSION_HEADER};

/// Another agent.
#[derive(Clone, Debug)]
pub struct Peer {
    http: reqwest::Client,
    /// Its card.
    pub card: Card,
    endpoint: String,
    patience: Duration,
}

/// Why another agent has not answered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AskError {
    /// It has not answered in time.
    #[error("{agent} has not answered within {patience:?}")]
    Late {
        /// Who was asked.
        agent: String,
        /// How long it had.
        patience: Duration,
    },
    /// It is not there, or says what is no A2A.
    #[error("{agent} does not answer")]
    Silent {
        /// Who was asked.
        agent: String,
        /// What happened.
        source: reqwest::Error,
    },
    /// It failed.
    #[error("{agent} failed: {message}")]
    Failed {
        /// Who was asked.
        agent: String,
        /// What it said.
        message: String,
    },
    /// Its card names no place that takes JSON-RPC.
    #[error("{agent} takes no JSON-RPC")]
    NoJsonRpc {
        /// Who was to be asked.
        agent: String,
    },
}

#[derive(Deserialize)]
struct Response {
    result: Option<Sent>,
    error: Option<Failure>,
}

#[derive(Deserialize)]
struct Sent {
    message: Message,
}

#[derive(Deserialize)]
struct Failure {
    message: String,
}

impl Peer {
    /// Gets to know the agent at this base URL; a question to it may take as long as `patience`.
    ///
    /// # Errors
    /// When it has no card, or takes no JSON-RPC.
    pub async fn meet(http: reqwest::Client, url: &str, patience: Duration) -> Result<Self, AskError> {
        let silent = |source| AskError::Silent { agent: url.to_owned(), source };
        let response = http.get(format!("{url}{CARD}")).send().await.map_err(silent)?;
        let card: Card = response.error_for_status().map_err(silent)?.json().await.map_err(silent)?;
        let endpoint = card.endpoint().map(str::to_owned);
        let endpoint = endpoint.ok_or_else(|| AskError::NoJsonRpc { agent: card.name.clone() })?;
        Ok(Self { http, card, endpoint, patience })
    }

    /// The tool that it is to a model.
    #[must_use]
    pub fn tool(&self) -> String {
        format!("ask_{}", self.card.name)
    }

    /// Asks it, as part of the span in progress: the trace goes along in the headers, and in the message itself.
    ///
    /// # Errors
    /// When it does not answer, or fails.
    #[tool_span(
        name = self.tool(),
        description = &self.card.description,
        skip(conversation),
        attributes("a2a.agent" = &self.card.name, "a2a.method" = SEND)
    )]
    pub async fn ask(&self, question: &str, conversation: &str) -> Result<String, AskError> {
        let agent = || self.card.name.clone();
        let mut message = Message::question(question, conversation);
        propagation::inject(&mut message.metadata);
        let request = json!({ "jsonrpc": "2.0", "id": 1, "method": SEND, "params": { "message": message } });
        let answer = async { self.send(&request).await?.error_for_status()?.json::<Response>().await };
        let answer = tokio::time::timeout(self.patience, answer).await;
        let answer = answer.map_err(|_| AskError::Late { agent: agent(), patience: self.patience })?;
        match answer.map_err(|source| AskError::Silent { agent: agent(), source })? {
            Response { result: Some(Sent { message }), .. } => Ok(message.text()),
            Response { error, .. } => {
                let message = error.map_or_else(|| "it said nothing".to_owned(), |error| error.message);
                Err(AskError::Failed { agent: agent(), message })
            }
        }
    }

    async fn send(&self, request: &Value) -> Result<reqwest::Response, reqwest::Error> {
        let post = self.http.post(&self.endpoint).headers(headers()).header(VERSION_HEADER, VERSION);
        post.json(request).send().await
    }
}
