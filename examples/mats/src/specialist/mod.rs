//! Agents that know one thing well.

pub(crate) mod logs;
pub(crate) mod network;

use anyhow::Result;
use openinference_runtime::agent_span;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    conversation::{Tools, converse},
    gemini::{FunctionCall, Gemini},
};

/// An agent with tools.
#[derive(Debug)]
pub(crate) struct Specialist<T> {
    pub(crate) name: &'static str,
    /// What the orchestrator's model is told of it.
    pub(crate) description: &'static str,
    /// What its own model is told that it is.
    instruction: &'static str,
    tools: T,
}

impl<T: Tools> Specialist<T> {
    /// Answers a question of the orchestrator.
    #[agent_span(name = self.name, agent_name = self.name, skip(gemini))]
    pub(crate) async fn investigate(&self, gemini: &Gemini, question: &str) -> Result<String> {
        converse(gemini, gemini.specialist(), self.instruction, question, &self.tools).await
    }
}

/// What a model calls a tool with.
fn arguments<A: DeserializeOwned>(call: &FunctionCall) -> Result<A, String> {
    serde_json::from_value(call.args.clone()).map_err(|error| format!("these are no arguments: {error}"))
}

/// What a model is told of a tool's result.
fn told<R: Serialize, E: ToString>(result: Result<R, E>) -> Result<Value, String> {
    let value = result.map_err(|error| error.to_string())?;
    serde_json::to_value(value).map_err(|error| error.to_string())
}
