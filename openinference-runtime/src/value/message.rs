//! `message.*`.

use super::{MessageContent, Role, ToolCall};
use crate::attributes::Attributes;
use crate::key::{AttributeKey, KeyPrefix};
use crate::semconv::KeyPattern;
use crate::semconv::patterns::{
    LLM_INPUT_MESSAGES, LLM_OUTPUT_MESSAGES, MESSAGE_CONTENT, MESSAGE_CONTENTS,
    MESSAGE_FUNCTION_CALL_ARGUMENTS_JSON, MESSAGE_FUNCTION_CALL_NAME, MESSAGE_NAME, MESSAGE_ROLE,
    MESSAGE_TOOL_CALL_ID, MESSAGE_TOOL_CALLS,
};

/// One message of a conversation with a model (specification: `llm_spans.md`).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Message {
    /// Who speaks.
    pub role: Option<Role>,
    /// What is said, where it is one text.
    pub content: Option<String>,
    /// What is said, where it has several parts or their order matters.
    pub contents: Vec<MessageContent>,
    /// The calls of tools that the model asks for.
    pub tool_calls: Vec<ToolCall>,
    /// Of the result of a tool call: which call.
    pub tool_call_id: Option<String>,
    /// Who exactly speaks: the name of the tool, or of the participant.
    pub name: Option<String>,
    /// The forerunner of `tool_calls`.
    pub function_call: Option<ToolCall>,
}

impl Message {
    /// A message without content.
    pub fn new(role: impl Into<Role>) -> Self {
        Self { role: Some(role.into()), ..Self::default() }
    }

    /// What the application tells the model.
    pub fn system(content: impl Into<String>) -> Self {
        Self::new(Role::System).content(content)
    }

    /// What the user asks.
    pub fn user(content: impl Into<String>) -> Self {
        Self::new(Role::User).content(content)
    }

    /// What the model answers.
    pub fn assistant(content: impl Into<String>) -> Self {
        Self::new(Role::Assistant).content(content)
    }

    /// What the model answers by asking for calls of tools.
    pub fn assistant_calls(calls: impl IntoIterator<Item = ToolCall>) -> Self {
        Self { tool_calls: calls.into_iter().collect(), ..Self::new(Role::Assistant) }
    }

    /// What a tool answers to the call `call_id`.
    pub fn tool(call_id: impl Into<String>, content: impl Into<String>) -> Self {
        Self { tool_call_id: Some(call_id.into()), ..Self::new(Role::Tool).content(content) }
    }

    /// The one text that is said.
    #[must_use]
    pub fn content(mut self, content: impl Into<String>) -> Self {
        self.content = Some(content.into());
        self
    }

    /// Another part of what is said.
    #[must_use]
    pub fn part(mut self, part: impl Into<MessageContent>) -> Self {
        self.contents.push(part.into());
        self
    }

    /// Another call that the model asks for.
    #[must_use]
    pub fn tool_call(mut self, call: ToolCall) -> Self {
        self.tool_calls.push(call);
        self
    }

    /// Which call this is the result of.
    #[must_use]
    pub fn tool_call_id(mut self, id: impl Into<String>) -> Self {
        self.tool_call_id = Some(id.into());
        self
    }

    /// The name of the tool or of the participant.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Writes `<prefix>.message.*`.
    pub fn flatten(&self, prefix: impl Into<KeyPrefix>, out: &mut Attributes<'_>) {
        let prefix = prefix.into();
        self.flatten_role(&prefix, out);
        out.push_field(&prefix, MESSAGE_CONTENT, self.content.as_deref());
        self.flatten_rest(&prefix, out);
    }

    /// As [`flatten`](Self::flatten), without a copy of the content.
    fn flatten_into(mut self, prefix: &KeyPrefix, out: &mut Attributes<'_>) {
        self.flatten_role(prefix, out);
        if let Some(content) = self.content.take() {
            out.push_with(prefix.field(MESSAGE_CONTENT), || content);
        }
        self.flatten_rest(prefix, out);
    }

    fn flatten_role(&self, prefix: &KeyPrefix, out: &mut Attributes<'_>) {
        if let Some(role) = &self.role {
            out.push_with(prefix.field(MESSAGE_ROLE), || role.value());
        }
    }

    fn flatten_rest(&self, prefix: &KeyPrefix, out: &mut Attributes<'_>) {
        for (index, part) in self.contents.iter().enumerate() {
            part.flatten(prefix.field(MESSAGE_CONTENTS).item(index), out);
        }
        for (index, call) in self.tool_calls.iter().enumerate() {
            call.flatten(prefix.field(MESSAGE_TOOL_CALLS).item(index), out);
        }
        out.push_field(prefix, MESSAGE_TOOL_CALL_ID, self.tool_call_id.as_deref());
        out.push_field(prefix, MESSAGE_NAME, self.name.as_deref());
        if let Some(call) = &self.function_call {
            out.push_field(prefix, MESSAGE_FUNCTION_CALL_NAME, call.name.as_deref());
            out.push_json_or_text(
                prefix.field(MESSAGE_FUNCTION_CALL_ARGUMENTS_JSON),
                call.arguments.as_ref(),
            );
        }
    }
}

/// Writes messages of a list, one after the other.
#[derive(Debug)]
pub(crate) struct MessageWriter {
    list: AttributeKey,
    next: usize,
}

impl MessageWriter {
    /// Of what the model was sent.
    pub(crate) fn input() -> Self {
        Self { list: AttributeKey::new(LLM_INPUT_MESSAGES), next: 0 }
    }

    /// Of what the model answered.
    pub(crate) fn output() -> Self {
        Self { list: AttributeKey::new(LLM_OUTPUT_MESSAGES), next: 0 }
    }

    fn next(&mut self) -> KeyPrefix {
        self.next += 1;
        self.list.item(self.next - 1)
    }

    /// A message that is made for this alone.
    pub(crate) fn write(&mut self, message: Message, out: &mut Attributes<'_>) {
        message.flatten_into(&self.next(), out);
    }

    /// A message of a role and a text and nothing else.
    pub(crate) fn write_plain(&mut self, role: Option<&str>, content: &str, out: &mut Attributes<'_>) {
        let prefix = self.next();
        if let Some(role) = role {
            out.push_with(prefix.field(MESSAGE_ROLE), || Role::text(role));
        }
        out.push_field(&prefix, MESSAGE_CONTENT, Some(content));
    }
}

/// Writes `llm.input_messages.<index>.*`.
pub fn write_input_messages(messages: &[Message], out: &mut Attributes<'_>) {
    write_messages(LLM_INPUT_MESSAGES, messages, out);
}

/// Writes `llm.output_messages.<index>.*`.
pub fn write_output_messages(messages: &[Message], out: &mut Attributes<'_>) {
    write_messages(LLM_OUTPUT_MESSAGES, messages, out);
}

fn write_messages(list: KeyPattern, messages: &[Message], out: &mut Attributes<'_>) {
    let list = AttributeKey::new(list);
    // Most have a role and a content.
    out.reserve_indexed(messages.len() * 2);
    for (index, message) in messages.iter().enumerate() {
        message.flatten(list.item(index), out);
    }
}
