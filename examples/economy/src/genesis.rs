//! The service `genesis`: it brings agents into the world, with an account and something to do.

use anyhow::{Context as _, Result, bail};
use async_nats::{
    Client, Message,
    jetstream::{self, Context, stream},
};
use example_support::service;
use futures_util::StreamExt as _;
use openinference_runtime::{chain_span, propagation::nats};
use serde::{Deserialize, Serialize};

use crate::{
    bus,
    economy::{self, Balance},
};

/// An agent is wanted.
pub const SPAWN: &str = "genesis.spawn";
/// The stream in which tasks wait for agents.
pub const STREAM: &str = "TASKS";
const TASKS: &str = "tasks";

/// The agent that is wanted; the question of [`SPAWN`].
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Spawn {
    /// Its name, which is that of its account.
    pub agent: String,
    /// Credits that it begins with.
    pub funds: u64,
    /// What it is for.
    pub goal: String,
    /// Subject on which it says how it went.
    pub report_to: String,
}

/// What an agent has to do.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Task {
    /// Name of the agent and of its account.
    pub agent: String,
    /// What it is for.
    pub goal: String,
    /// Subject on which it says how it went.
    pub report_to: String,
}

/// The answer to [`SPAWN`].
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Spawned {
    /// Name of the agent.
    pub agent: String,
    /// Number of its task in the stream.
    pub task: u64,
}

/// The stream, which is made when it is not there.
///
/// # Errors
/// When the server has no JetStream.
pub async fn tasks(jetstream: &Context) -> Result<stream::Stream> {
    let config = stream::Config {
        name: STREAM.to_owned(),
        subjects: vec![format!("{TASKS}.*")],
        // A task is gone when it is done.
        retention: stream::RetentionPolicy::WorkQueue,
        ..stream::Config::default()
    };
    jetstream.get_or_create_stream(config).await.context("the NATS server keeps no tasks: is JetStream on?")
}

/// Answers until the service is told to stop.
///
/// # Errors
/// When NATS is not there.
pub async fn serve() -> Result<()> {
    let client = bus::connect().await?;
    tasks(&jetstream::new(client.clone())).await?;
    let mut requests = client.queue_subscribe(SPAWN, "genesis".to_owned()).await?;
    client.flush().await?;
    service::ready(None)?;
    let answering = async {
        while let Some(request) = requests.next().await {
            tokio::spawn(handle(client.clone(), request));
        }
    };
    tokio::select! {
        () = answering => bail!("the connection to NATS is closed"),
        () = service::stopped() => Ok(()),
    }
}

async fn handle(client: Client, request: Message) {
    let done = match bus::question(&request) {
        Ok(wanted) => spawn_handler(&client, &request, wanted).await,
        Err(error) => Err(error),
    };
    bus::answer(&client, &request, done).await;
}

#[chain_span(parent = message, skip(client, message))]
async fn spawn_handler(client: &Client, message: &Message, wanted: Spawn) -> Result<Spawned> {
    let Spawn { agent, funds, goal, report_to } = wanted;
    let account = Balance { account: agent.clone(), credits: funds };
    let _: Balance = bus::ask(client, economy::OPEN, &account).await?;
    let task = publish(client, &Task { agent: agent.clone(), goal, report_to }).await?;
    Ok(Spawned { agent, task })
}

/// Puts a task into the stream, with the span in progress in its headers. The stream keeps these: every delivery of the
/// task is part of this trace.
async fn publish(client: &Client, task: &Task) -> Result<u64> {
    let jetstream = jetstream::new(client.clone());
    let subject = format!("{TASKS}.{}", task.agent);
    let payload = serde_json::to_vec(task)?.into();
    let stored = jetstream.publish_with_headers(subject, nats::headers(), payload).await?;
    Ok(stored.await.context("the task was not stored")?.sequence)
}
