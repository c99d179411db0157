//! An agent that answers questions about the weather. The model is a trait, as it would be in a program that tests without one.

mod model;
mod tools;

use openinference_runtime::value::{Message, ToolCall};
use openinference_runtime::{agent_span, current};
use thiserror::Error;

pub use model::{Completion, Model, Scripted};
pub use tools::{Weather, WeatherError, get_weather};

/// Why there is no answer.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum AgentError {
    /// A tool failed, and the model was told; it did not find a way around.
    #[error("no answer after {0} turns")]
    TooManyTurns(usize),
}

/// Turns of model and tools before the agent gives up.
const TURNS: usize = 4;

/// Answers a question, with the tools that the model asks for.
///
/// # Errors
/// When the model has not answered after a few turns.
#[agent_span(name = "weather_agent", session = session, input = question)]
pub async fn answer(model: &impl Model, session: &str, question: &str) -> Result<String, AgentError> {
    let mut messages = vec![Message::system("Answer with the tools."), Message::user(question)];
    for _ in 0..TURNS {
        let completion = model::complete(model, &messages).await;
        if completion.tool_calls.is_empty() {
            return Ok(completion.text);
        }
        messages.push(Message::assistant_calls(completion.tool_calls.clone()));
        for call in &completion.tool_calls {
            messages.push(result_of(call).await);
        }
    }
    Err(AgentError::TooManyTurns(TURNS))
}

/// What a tool says, as the model is told.
async fn result_of(call: &ToolCall) -> Message {
    let id = call.id.as_deref().unwrap_or_default();
    let city = call.arguments.as_ref().and_then(tools::city);
    let said = match city {
        Some(city) => match get_weather(id, &city).await {
            Ok(weather) => weather.to_string(),
            Err(error) => format!("error: {error}"),
        },
        None => {
            current().event("unknown arguments", Vec::new());
            "error: there is no `city`".to_owned()
        }
    };
    Message::tool(id, said).name("get_weather")
}
