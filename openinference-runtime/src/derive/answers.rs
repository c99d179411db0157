//! The pieces of a stream, put together as they pass. What is held is bounded, however long the stream is.

use serde::Serialize;

use super::response::message;
use super::response_facts::ResponseFacts;

use crate::attributes::Attributes;
use crate::json::Json;
use crate::providers::stream::{Budget, Fragments, Indexed};
use crate::record::Recorded;
use crate::value::{Chunk, Message, ToolCall, ToolCallChunk, write_output_messages};

/// All answers of one stream.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    facts: ResponseFacts,
    choices: Indexed<Choice>,
    budget: Budget,
}

#[derive(Debug, Default)]
struct Choice {
    content: Fragments,
    reasoning: Fragments,
    calls: Indexed<Call>,
    /// The call that a piece without index and identifier belongs to.
    last: Option<u64>,
}

#[derive(Debug, Default)]
struct Call {
    id: Option<String>,
    name: Option<String>,
    arguments: Fragments,
}

impl Answers {
    /// Answers of whose texts at most so many bytes are kept, each; what comes after them is counted.
    pub(crate) fn of_texts(longest: usize) -> Self {
        Self { budget: Budget::of_texts(longest), ..Self::default() }
    }

    /// The next piece.
    pub(crate) fn add(&mut self, mut chunk: Chunk) {
        let says = chunk.content.is_some() || chunk.reasoning.is_some() || !chunk.tool_calls.is_empty();
        // Why the others have stopped is not said of the first.
        if chunk.choice > 0 {
            chunk.finish_reason = None;
        }
        if says && let Some(choice) = self.choices.at(u64::try_from(chunk.choice).unwrap_or(u64::MAX)) {
            let budget = &mut self.budget;
            choice.content.add(chunk.content.as_deref().unwrap_or_default(), budget);
            choice.reasoning.add(chunk.reasoning.as_deref().unwrap_or_default(), budget);
            for call in std::mem::take(&mut chunk.tool_calls) {
                choice.call(call, budget);
            }
        }
        self.facts.add(chunk);
    }

    /// Writes what has come together.
    pub(crate) fn write(self, out: &mut Attributes<'_>) {
        self.write_answers(out);
    }

    /// Writes what has come together, and gives what the span's output is.
    pub(crate) fn write_with_output(self, out: &mut Attributes<'_>) -> Option<Recorded> {
        let messages = self.write_answers(out);
        match messages.as_slice() {
            [] => None,
            [message] if message.contents.is_empty() && message.tool_calls.is_empty() => {
                message.content.clone().map(Recorded::Text)
            }
            [message] => unmasked(message),
            messages => unmasked(messages),
        }
    }

    fn write_answers(mut self, out: &mut Attributes<'_>) -> Vec<Message> {
        self.facts.write(out);
        let messages: Vec<Message> =
            self.choices.iter_mut().filter_map(|(_, choice)| choice.message()).collect();
        write_output_messages(&messages, out);
        messages
    }
}

/// Messages as they are: what they are written into masks them.
fn unmasked<T: Serialize + ?Sized>(messages: &T) -> Option<Recorded> {
    let text = serde_json::to_string(messages).ok()?;
    Json::parse(&text).map(Recorded::Json)
}

impl Choice {
    fn call(&mut self, piece: ToolCallChunk, budget: &mut Budget) {
        let begins = piece.id.as_ref().is_some_and(|id| {
            let last = self.last.and_then(|last| self.calls.at(last));
            last.is_none_or(|last| last.id.as_ref() != Some(id))
        });
        let index = match (piece.index, self.last) {
            (Some(index), _) => u64::try_from(index).unwrap_or(u64::MAX),
            (None, Some(last)) if !begins => last,
            (None, _) => self.calls.next(),
        };
        self.last = Some(index);
        let Some(call) = self.calls.at(index) else { return };
        call.id = piece.id.or(call.id.take());
        call.name = piece.name.or(call.name.take());
        call.arguments.add(piece.arguments.as_deref().unwrap_or_default(), budget);
    }

    fn message(&mut self) -> Option<Message> {
        let text = |fragments: &mut Fragments| (!fragments.is_empty()).then(|| fragments.take());
        let calls = self.calls.iter_mut().map(|(_, call)| ToolCall {
            id: call.id.take(),
            name: call.name.take(),
            arguments: text(&mut call.arguments).map(Json::String),
            ..ToolCall::default()
        });
        let calls = calls.collect();
        message(text(&mut self.content), text(&mut self.reasoning), calls)
    }
}
