//! The model, or what stands in for it.

use std::future::Future;
use std::sync::Mutex;

use openinference_runtime::value::{
    Message, TokenCount, ToolCall, write_input_messages, write_output_messages,
};
use openinference_runtime::{current, llm_span};

/// What a model answers.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Completion {
    /// What it says; empty when it asks for tools.
    pub text: String,
    /// The tools that it asks for.
    pub tool_calls: Vec<ToolCall>,
    /// What it has used.
    pub tokens: TokenCount,
}

impl Completion {
    /// An answer.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self { text: text.to_owned(), tool_calls: Vec::new(), tokens: TokenCount::new(40, 8) }
    }

    /// Calls of `get_weather`.
    #[must_use]
    pub fn weather_of(cities: &[&str]) -> Self {
        let call = |(index, city): (usize, &&str)| {
            ToolCall::new("get_weather", format!(r#"{{"city":"{city}"}}"#)).id(format!("call_{index}"))
        };
        Self {
            text: String::new(),
            tool_calls: cities.iter().enumerate().map(call).collect(),
            tokens: TokenCount::new(20, 12).cache_read(16),
        }
    }
}

/// Something that completes conversations.
pub trait Model: Sync {
    /// The next message of the conversation.
    fn complete(&self, messages: &[Message]) -> impl Future<Output = Completion> + Send;
}

/// Answers what it was told to, one after the other.
#[derive(Debug)]
pub struct Scripted(Mutex<Vec<Completion>>);

impl Scripted {
    /// These answers, in this order.
    #[must_use]
    pub fn new(mut answers: Vec<Completion>) -> Self {
        answers.reverse();
        Self(Mutex::new(answers))
    }
}

impl Model for Scripted {
    async fn complete(&self, _: &[Message]) -> Completion {
        let next = self.0.lock().ok().and_then(|mut answers| answers.pop());
        next.unwrap_or_else(|| Completion::text("I have nothing more to say."))
    }
}

/// One call of the model, with a span around it.
#[llm_span(name = "chat", model = "gpt-4o", provider = "openai", system = "openai", skip_all, skip_output)]
pub(crate) async fn complete(model: &impl Model, messages: &[Message]) -> Completion {
    let completion = model.complete(messages).await;
    let mut said = Message::assistant(completion.text.clone());
    said.tool_calls.clone_from(&completion.tool_calls);
    current().write(|out| {
        write_input_messages(messages, out);
        write_output_messages(&[said], out);
        completion.tokens.write(out);
    });
    completion
}
