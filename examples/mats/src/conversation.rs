//! Turns of model and functions, until there is an answer.

use std::future::Future;

use anyhow::{Result, bail, ensure};
use openinference_runtime::tool::Tool;
use serde_json::Value;

use crate::gemini::{Content, FunctionCall, Gemini, Part, Request};

/// A model that needs more turns than this is going round in circles.
const MAX_TURNS: usize = 8;

/// What a model may call.
pub(crate) trait Tools: Sync {
    /// What the model is told of them.
    fn definitions(&self) -> Vec<Tool>;

    /// Calls one; the model is told what it said, or why it failed.
    fn call(&self, call: &FunctionCall) -> impl Future<Output = Result<Value, String>> + Send;
}

/// Asks the model, and calls what it wants to be called, until it says something.
pub(crate) async fn converse(
    gemini: &Gemini,
    model: &str,
    instruction: &str,
    question: &str,
    tools: &impl Tools,
) -> Result<String> {
    let mut request = Request::new(instruction, question, &tools.definitions());
    for _ in 0..MAX_TURNS {
        let said = gemini.generate_content(model, &request).await?.into_content()?;
        let calls: Vec<_> = said.calls().cloned().collect();
        if calls.is_empty() {
            let text = said.text();
            ensure!(!text.is_empty(), "the model said nothing");
            return Ok(text);
        }
        // As it was said, with the signatures of its thoughts: the model wants them back.
        request.contents.push(said);
        let mut parts = Vec::new();
        for call in &calls {
            parts.push(Part::response(call, tools.call(call).await));
        }
        request.contents.push(Content::user(parts));
    }
    bail!("no answer after {MAX_TURNS} turns")
}
