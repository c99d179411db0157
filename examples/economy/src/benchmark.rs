//! `economy benchmark run`: one agent from its birth to its answer, over all the services.

use std::{fmt, time::Duration};

use anyhow::{Context, Result, ensure};
use async_nats::Client;
use futures_util::StreamExt as _;
use openinference_runtime::{chain_span, current};
use serde::Serialize;
use serde_json::json;
use tokio::time::timeout;

use crate::{
    agent::Report,
    bus,
    economy::{self, Balance, Of},
    genesis::{self, Spawn, Spawned},
    scenario::Scenario,
};

/// How long an agent may take for all its attempts.
const PATIENCE: Duration = Duration::from_secs(60);

/// How the benchmark went.
#[derive(Debug, Serialize)]
pub struct Outcome {
    /// What the agent said.
    pub answer: String,
    /// How often its task was tried.
    pub attempts: i64,
    /// Credits that it has at the end.
    pub balance: u64,
    /// Its trace, where there is one.
    pub trace_id: Option<String>,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "answer    {}", self.answer)?;
        writeln!(f, "balance   {} credits", self.balance)?;
        write!(f, "attempts  {}", self.attempts)?;
        self.trace_id.iter().try_for_each(|id| write!(f, "\ntrace     {id}"))
    }
}

/// Runs a scenario and checks how it ends.
///
/// # Errors
/// When a service is not there, the agent fails, or the balance is not the one that it should be.
pub async fn run(name: &str) -> Result<Outcome> {
    let scenario = Scenario::find(name)?;
    let outcome = benchmark(&bus::connect().await?, name, &scenario).await?;
    let (is, should) = (outcome.balance, scenario.balance_at_end);
    ensure!(
        is == should,
        "{} has {is} credits instead of {should}; it says: {}",
        scenario.agent,
        outcome.answer
    );
    Ok(outcome)
}

/// The first request, and with it the trace.
#[chain_span(
    input = &scenario.goal,
    output = |outcome| outcome.answer.clone(),
    metadata = json!({ "scenario": name })
)]
async fn benchmark(client: &Client, name: &str, scenario: &Scenario) -> Result<Outcome> {
    let report_to = client.new_inbox();
    let mut reports = client.subscribe(report_to.clone()).await?;
    let Scenario { agent, funds, goal, .. } = scenario.clone();
    let wanted = Spawn { agent, funds, goal, report_to };
    let _: Spawned = bus::ask(client, genesis::SPAWN, &wanted).await?;

    let report = timeout(PATIENCE, reports.next())
        .await
        .context("no agent has reported: is the service agent running?")?;
    let report = report.context("the connection to NATS is closed")?;
    let Report { result, attempts } = serde_json::from_slice(&report.payload)?;
    let answer = result.map_err(anyhow::Error::msg).context("the agent failed")?;
    let account = Of { account: wanted.agent };
    let Balance { credits: balance, .. } = bus::ask(client, economy::BALANCE, &account).await?;
    let span = current().span_context();
    let trace_id = span.is_valid().then(|| span.trace_id().to_string());
    Ok(Outcome { answer, attempts, balance, trace_id })
}
