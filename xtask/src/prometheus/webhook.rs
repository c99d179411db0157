//! Whom an Alertmanager tells.

use std::{
    future::ready,
    sync::{
        Mutex, PoisonError,
        mpsc::{Receiver, channel},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use serde_json::Value;
use test_http_server::{Answer, Server, StatusCode};

/// Alerts wait for others of their group, and rules for several scrapes.
const DEADLINE: Duration = Duration::from_secs(90);

/// A server on loopback that takes what it is told.
#[derive(Debug)]
pub struct Webhook {
    server: Server,
    told: Receiver<Value>,
    /// Alerts that nobody has waited for yet: they come in any order.
    kept: Mutex<Vec<Value>>,
}

impl Webhook {
    /// Listens on a port that the system chooses.
    ///
    /// # Errors
    /// When there is no port.
    pub fn start() -> Result<Self> {
        let (tell, told) = channel();
        let server = Server::start(move |request| {
            let message = serde_json::from_slice(request.body()).ok();
            let is_told = message.is_some_and(|message| tell.send(message).is_ok());
            ready(if is_told { Answer::ok() } else { Answer::status(StatusCode::BAD_REQUEST) })
        })?;
        Ok(Self { server, told, kept: Mutex::default() })
    }

    /// Where it is told.
    #[must_use]
    pub fn url(&self) -> String {
        format!("{}/", self.server.url())
    }

    /// Waits for an alert of this name about this service in this state (`firing`, `resolved`); one that has come is there
    /// for one wait.
    ///
    /// # Errors
    /// When none comes, with what has come.
    pub fn wait_for(&self, name: &str, service: &str, state: &str) -> Result<Value> {
        let deadline = Instant::now() + DEADLINE;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let is_it = |alert: &Value| {
                let labels = &alert["labels"];
                labels["alertname"] == name && labels["service"] == service && alert["status"] == state
            };
            if let Some(index) = kept.iter().position(is_it) {
                return Ok(kept.remove(index));
            }
            let left = deadline.saturating_duration_since(Instant::now());
            let message = self.told.recv_timeout(left);
            let mut message =
                message.with_context(|| format!("no {name} of {service} {state}, but {kept:#?}"))?;
            kept.extend(message["alerts"].as_array_mut().into_iter().flatten().map(Value::take));
        }
    }
}
