//! A model's call with a conversation of typed values.

use std::hint::black_box;

use openinference_runtime::llm_span;
use openinference_runtime::value::Message;
use serde::Serialize;

/// A message, in a program that writes its spans by hand.
#[derive(Clone, Debug, Serialize)]
pub struct Turn {
    /// Who said it.
    pub role: &'static str,
    /// What was said.
    pub content: String,
}

/// So many messages of about 90 bytes.
#[must_use]
pub fn turns(count: usize) -> Vec<Turn> {
    let turn = |index: usize| Turn {
        role: if index.is_multiple_of(2) { "user" } else { "assistant" },
        content: format!(
            "{index:>4}: what should I pack for a week in the mountains, and is it cold in the evening?"
        ),
    };
    (0..count).map(turn).collect()
}

/// The same as typed values.
#[must_use]
pub fn conversation(count: usize) -> Vec<Message> {
    turns(count).into_iter().map(|turn| Message::new(turn.role).content(turn.content)).collect()
}

/// Annotated.
#[llm_span(name = "chat", model = "gpt-4o-mini", provider = "openai")]
#[inline(never)]
#[must_use]
pub fn chat(messages: &[Message]) -> Message {
    black_box(messages);
    Message::assistant("A light jacket.")
}
