//! Requests over NATS: JSON there and back, the trace in the headers.

use anyhow::{Context, Result, bail};
use async_nats::{Client, Message, RequestErrorKind};
use openinference_runtime::propagation::nats;
use serde::{Serialize, de::DeserializeOwned};

use crate::setup;

/// Connects to the server that `NATS_URL` names.
///
/// # Errors
/// When it is not set, or nobody is there.
pub async fn connect() -> Result<Client> {
    let url = setup::required("NATS_URL", "where is the NATS server, e.g. nats://localhost:4222?")?;
    async_nats::connect(&url).await.with_context(|| format!("no NATS server at {url}"))
}

/// Asks whoever serves the subject, as part of the span in progress.
///
/// # Errors
/// When nobody does, or the answer is an error.
pub async fn ask<A: DeserializeOwned>(
    client: &Client,
    subject: &str,
    question: &impl Serialize,
) -> Result<A> {
    let question = serde_json::to_vec(question)?;
    let reply = client.request_with_headers(subject.to_owned(), nats::headers(), question.into()).await;
    let reply = reply.map_err(|error| match error.kind() {
        RequestErrorKind::NoResponders => anyhow::anyhow!("nobody serves {subject}: is its service running?"),
        _ => anyhow::Error::new(error).context(format!("no answer on {subject}")),
    })?;
    match serde_json::from_slice::<Result<A, String>>(&reply.payload)
        .context("the answer is not understood")?
    {
        Ok(answer) => Ok(answer),
        Err(error) => bail!(error),
    }
}

/// Answers a request: with what was done, or with why it was not.
pub async fn answer<A: Serialize>(client: &Client, request: &Message, done: Result<A>) {
    let Some(to) = request.reply.clone() else { return };
    let done = done.map_err(|error| format!("{error:#}"));
    let Ok(payload) = serde_json::to_vec(&done) else { return };
    // The one who asked notices by itself when no answer comes.
    if let Err(error) = client.publish(to, payload.into()).await {
        eprintln!("an answer was not sent: {error}");
    }
}

/// What a message asks for.
///
/// # Errors
/// When it is something else.
pub fn question<Q: DeserializeOwned>(message: &Message) -> Result<Q> {
    serde_json::from_slice(&message.payload)
        .with_context(|| format!("not a question for {}", message.subject))
}
