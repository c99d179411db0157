//! `apollo`: it takes commands, on a command line or over HTTP, and has the other services do them.

use std::{fmt, sync::Arc};

use anyhow::Result;
use axum::{Json, Router, extract::State, routing::post};
use clap::Subcommand;
use openinference_runtime::{chain_span, current};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use crate::{
    api::{Answer, Api, answer},
    hermes::Text,
    setup,
    sophia::{Ahead, Goal},
};

/// What there is to do.
#[derive(Clone, Debug, Deserialize, Serialize, Subcommand)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Command {
    /// Keep a text in mind
    Remember {
        /// The text
        text: String,
    },
    /// Count words and sentences
    Analyse {
        /// The text
        text: String,
    },
    /// Plan how a goal is reached
    Plan {
        /// The goal
        goal: String,
    },
    /// See what the last plan leads to
    Simulate {
        /// How many of its steps
        steps: usize,
    },
    /// Say how things are
    Status,
}

impl Command {
    fn kind(&self) -> &'static str {
        match self {
            Self::Remember { .. } => "remember",
            Self::Analyse { .. } => "analyse",
            Self::Plan { .. } => "plan",
            Self::Simulate { .. } => "simulate",
            Self::Status => "status",
        }
    }
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind())
    }
}

/// The client of the other services.
#[derive(Clone, Debug)]
pub struct Apollo {
    sophia: Api,
    hermes: Api,
}

impl Apollo {
    /// A client of the services at these URLs.
    #[must_use]
    pub fn new(sophia: &str, hermes: &str) -> Self {
        Self { sophia: Api::new("sophia", sophia), hermes: Api::new("hermes", hermes) }
    }

    /// A client of the services at `SOPHIA_URL` and `HERMES_URL`.
    ///
    /// # Errors
    /// When one is not set.
    pub fn from_env() -> Result<Self> {
        let sophia = setup::required("SOPHIA_URL", "where is the service sophia?")?;
        let hermes = setup::required("HERMES_URL", "where is the service hermes?")?;
        Ok(Self::new(&sophia, &hermes))
    }

    /// Its routes, without the spans of requests.
    pub fn routes(self) -> Router {
        let handler = |State(it): State<Arc<Self>>, Json(command): Json<Command>| async move {
            it.on_command(&command).await
        };
        Router::new().route("/command", post(handler)).with_state(Arc::new(self))
    }

    async fn on_command(&self, command: &Command) -> Answer<Value> {
        answer(self.command(command).await)
    }

    /// Has a command done.
    ///
    /// # Errors
    /// When a service is not there, or fails.
    #[chain_span(name = "apollo.command", attributes("command.type" = command.kind()))]
    pub async fn command(&self, command: &Command) -> Result<Value> {
        let done = self.dispatch(command).await;
        current().attribute("command.success", done.is_ok());
        tracing::info!(success = done.is_ok(), "{command}");
        done
    }

    async fn dispatch(&self, command: &Command) -> Result<Value> {
        match command.clone() {
            Command::Remember { text } => self.ask_hermes("/remember", &json!(Text { text })).await,
            Command::Analyse { text } => self.ask_hermes("/nlp", &json!(Text { text })).await,
            Command::Plan { goal } => self.ask_sophia("/plan", &json!(Goal { goal })).await,
            Command::Simulate { steps } => self.ask_sophia("/simulate", &json!(Ahead { steps })).await,
            Command::Status => self.ask_sophia("/state", &json!({})).await,
        }
    }

    #[chain_span(name = "apollo.api.sophia", input = question, attributes("url.path" = path))]
    async fn ask_sophia<T: DeserializeOwned + Serialize>(&self, path: &str, question: &Value) -> Result<T> {
        self.sophia.post(path, question).await
    }

    #[chain_span(name = "apollo.api.hermes", input = question, attributes("url.path" = path))]
    async fn ask_hermes<T: DeserializeOwned + Serialize>(&self, path: &str, question: &Value) -> Result<T> {
        self.hermes.post(path, question).await
    }
}

/// Answers until the service is told to stop.
///
/// # Errors
/// When there is no port, or a service has no address.
pub async fn serve() -> Result<()> {
    example_support::service::serve(setup::traced(Apollo::from_env()?.routes())).await
}
