//! The service `agent`: it takes tasks out of the stream, one after the other, and works on each until it is done.

mod task;
mod tools;

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use async_nats::{
    Client,
    jetstream::{
        self, AckKind, Message,
        consumer::{AckPolicy, pull},
    },
};
use example_support::service;
use futures_util::TryStreamExt as _;
use openinference_runtime::propagation::{Propagation, nats};
use serde::{Deserialize, Serialize};

use self::task::Agent;
use crate::{
    bus,
    genesis::{self, Task},
    setup,
};

/// How often a task is tried.
const ATTEMPTS: i64 = 3;
/// An agent that has not been heard of for so long is dead, and its task is given to another.
const ACK_WAIT: Duration = Duration::from_secs(5);

/// How it went.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Report {
    /// What the agent says, or why it failed.
    pub result: Result<String, String>,
    /// How often it was tried.
    pub attempts: i64,
}

/// Works until the service is told to stop.
///
/// # Errors
/// When NATS is not there or a service has no address.
pub async fn serve() -> Result<()> {
    let agent = Agent {
        http: reqwest::Client::new(),
        llm_proxy: setup::required("LLM_PROXY_URL", "where is the service llm_proxy?")?,
        mcp_gateway: setup::required("MCP_GATEWAY_URL", "where is the service mcp_gateway?")?,
    };
    let client = bus::connect().await?;
    let stream = genesis::tasks(&jetstream::new(client.clone())).await?;
    let config = pull::Config {
        durable_name: Some("agents".to_owned()),
        ack_policy: AckPolicy::Explicit,
        ack_wait: ACK_WAIT,
        max_deliver: ATTEMPTS,
        ..pull::Config::default()
    };
    let consumer = stream.get_or_create_consumer("agents", config).await?;
    let mut tasks = consumer.messages().await?;
    service::ready(None)?;
    let working = async {
        while let Some(message) = tasks.try_next().await? {
            deal_with(&agent, &client, &message).await?;
        }
        bail!("the stream of tasks has ended")
    };
    tokio::select! {
        result = working => result,
        () = service::stopped() => Ok(()),
    }
}

/// Tries a task once. A failure brings it back, up to the last attempt.
async fn deal_with(agent: &Agent, client: &Client, message: &Message) -> Result<()> {
    let Ok(task) = serde_json::from_slice::<Task>(&message.payload) else {
        return acknowledge(message, AckKind::Term).await;
    };
    let attempts = message.info().map_err(anyhow::Error::from_boxed)?.delivered;
    let result = tokio::select! {
        result = agent.agent_loop(message, &task, attempts) => result,
        error = keep_alive(message) => Err(error),
    };
    if result.is_err() && attempts < ATTEMPTS {
        return acknowledge(message, AckKind::Nak(None)).await;
    }
    let report = Report { result: result.map_err(|error| format!("{error:#}")), attempts };
    // The trace goes back with the report, as the one who waits for it may want to go on with it.
    let mut headers = nats::headers();
    Propagation::new().inject_context(&openinference_runtime::propagation::extract(message), &mut headers);
    client.publish_with_headers(task.report_to, headers, serde_json::to_vec(&report)?.into()).await?;
    acknowledge(message, AckKind::Ack).await
}

/// Says again and again that the task is being worked on; ends when that cannot be said.
async fn keep_alive(message: &Message) -> anyhow::Error {
    loop {
        tokio::time::sleep(ACK_WAIT / 3).await;
        if let Err(error) = acknowledge(message, AckKind::Progress).await {
            return error;
        }
    }
}

async fn acknowledge(message: &Message, kind: AckKind) -> Result<()> {
    message.ack_with(kind).await.map_err(anyhow::Error::from_boxed).context("the stream of tasks has gone")
}
