//! The agent that is asked, and whom it asks.

use anyhow::Result;
use openinference_runtime::{agent_span, current, tool::Tool};
use serde_json::{Value, json};

use crate::{
    conversation::{Tools, converse},
    gemini::{FunctionCall, Gemini},
    service::Report,
    specialist::{Specialist, logs, network},
};

/// What the model is told that it is.
const INSTRUCTION: &str = "You orchestrate. Find out why something does not work by asking the specialists, one thing at \
                           a time. When you know, say what is wrong and what to do about it.";

/// The agent that is asked.
#[derive(Debug)]
pub struct Orchestrator {
    gemini: Gemini,
    network: Specialist<network::Toolbox>,
    logs: Specialist<logs::Toolbox>,
}

impl Orchestrator {
    /// An agent whose models are these; `LOG_DIRECTORY` is where its specialist finds logs.
    #[must_use]
    pub fn new(gemini: Gemini) -> Self {
        Self { gemini, network: network::specialist(), logs: logs::specialist() }
    }

    /// Finds out why something does not work.
    ///
    /// # Errors
    /// When the model does not answer, or goes round in circles.
    #[agent_span(
        name = "orchestrator",
        agent_name = "orchestrator",
        input = problem,
        output = |report| &report.answer
    )]
    pub async fn troubleshoot(&self, problem: &str) -> Result<Report> {
        let answer = converse(&self.gemini, self.gemini.orchestrator(), INSTRUCTION, problem, self).await?;
        let span = current().span_context();
        Ok(Report { answer, trace_id: span.is_valid().then(|| span.trace_id().to_string()) })
    }

    async fn ask<T: Tools>(&self, specialist: &Specialist<T>, call: &FunctionCall) -> Result<Value, String> {
        let question = call.args["question"].as_str().ok_or("there is no question")?;
        let answer = specialist.investigate(&self.gemini, question).await;
        // What fails is told to the model, which can ask somebody else.
        answer.map(Value::from).map_err(|error| format!("{error:#}"))
    }
}

/// To the model, a specialist is a function with a question.
impl Tools for Orchestrator {
    fn definitions(&self) -> Vec<Tool> {
        let question = json!({ "type": "string", "description": "What to find out." });
        let parameters =
            json!({ "type": "object", "properties": { "question": question }, "required": ["question"] });
        [(self.network.name, self.network.description), (self.logs.name, self.logs.description)]
            .map(|(name, description)| Tool::new(name, parameters.clone()).with_description(description))
            .into()
    }

    async fn call(&self, call: &FunctionCall) -> Result<Value, String> {
        match call.name.as_str() {
            name if name == self.network.name => self.ask(&self.network, call).await,
            name if name == self.logs.name => self.ask(&self.logs, call).await,
            unknown => Err(format!("there is no specialist {unknown}")),
        }
    }
}
