//! A person asks.

use std::fmt;

use anyhow::Result;
use openinference_runtime::{chain_span, current};

use crate::{a2a::Peer, agent, setup};

/// What came of a question.
#[derive(Debug)]
pub struct Outcome {
    /// The agent's answer.
    pub answer: String,
    /// The trace, where there is one.
    pub trace_id: Option<String>,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "answer  {}", self.answer)?;
        self.trace_id.iter().try_for_each(|id| write!(f, "\ntrace   {id}"))
    }
}

/// Asks the agent `sales`, in a conversation.
///
/// # Errors
/// When it is not there, or fails.
pub async fn ask(question: &str, conversation: &str) -> Result<Outcome> {
    let url = setup::required("SALES_URL", "where is the agent sales?")?;
    let sales = Peer::meet(reqwest::Client::new(), &url, agent::patience()?).await?;
    question_of(&sales, question, conversation).await
}

/// The first request, and with it the trace.
#[chain_span(
    name = "question",
    session = conversation,
    input = question,
    output = |outcome| outcome.answer.clone()
)]
async fn question_of(sales: &Peer, question: &str, conversation: &str) -> Result<Outcome> {
    let answer = sales.ask(question, conversation).await?;
    let span = current().span_context();
    let trace_id = span.is_valid().then(|| span.trace_id().to_string());
    Ok(Outcome { answer, trace_id })
}
