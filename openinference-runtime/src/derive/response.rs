//! What `#[derive(LlmResponse)]` says.

use crate::opentelemetry::KeyValue;

use super::describe_fields::FieldCollector;
use super::response_facts::{ResponseFacts, newer_count};
use crate::attributes::Attributes;
use crate::config::TraceConfig;
use crate::providers::values;
use crate::record::{AttributeValue, Side};
use crate::semconv::SpanKind;
use crate::value::{
    Cost, Message, Reasoning, Role, TokenCount, ToolCall, write_choices, write_output_messages,
};

/// The fields of an answer; one method for each key.
#[derive(Debug, Default)]
pub struct Response {
    facts: ResponseFacts,
    /// Counts that were said one by one, which count more than those that were said together.
    counts: TokenCount,
    messages: Vec<Message>,
    choices: Vec<String>,
    answer: Answer,
}

/// The message that its parts were said of, one by one.
#[derive(Debug, Default)]
struct Answer {
    content: Option<String>,
    reasoning: Option<String>,
    tool_calls: Vec<ToolCall>,
}

#[allow(missing_docs, reason = "the table of the keys says what they are")]
impl Response {
    pub fn model(&mut self, name: Option<String>) {
        self.facts.model.name = name;
    }

    pub fn provider(&mut self, provider: Option<String>) {
        self.facts.model.provider = provider;
    }

    pub fn system(&mut self, system: Option<String>) {
        self.facts.model.system = system;
    }

    pub fn messages(&mut self, messages: Vec<Message>) {
        let answered = |message: Message| Message { role: message.role.or(Some(Role::Assistant)), ..message };
        self.messages.extend(messages.into_iter().map(answered));
    }

    pub fn content(&mut self, content: Option<String>) {
        self.answer.content = content;
    }

    pub fn reasoning(&mut self, reasoning: Option<String>) {
        self.answer.reasoning = reasoning;
    }

    pub fn tool_calls(&mut self, calls: Vec<ToolCall>) {
        self.answer.tool_calls = calls;
    }

    pub fn choices(&mut self, choices: Vec<String>) {
        self.choices.extend(choices);
    }

    pub fn finish_reason(&mut self, reason: Option<String>) {
        self.facts.finish_reason = reason;
    }

    pub fn usage(&mut self, usage: TokenCount) {
        self.facts.usage = usage;
    }

    pub fn prompt_tokens(&mut self, tokens: Option<u64>) {
        self.counts.prompt = tokens;
    }

    pub fn completion_tokens(&mut self, tokens: Option<u64>) {
        self.counts.completion = tokens;
    }

    pub fn total_tokens(&mut self, tokens: Option<u64>) {
        self.counts.total = tokens;
    }

    pub fn cache_read_tokens(&mut self, tokens: Option<u64>) {
        self.counts.cache_read = tokens;
    }

    pub fn cache_write_tokens(&mut self, tokens: Option<u64>) {
        self.counts.cache_write = tokens;
    }

    pub fn reasoning_tokens(&mut self, tokens: Option<u64>) {
        self.counts.reasoning = tokens;
    }

    pub fn cost(&mut self, cost: Cost) {
        self.facts.cost = cost;
    }

    pub fn attribute<Type, V: AttributeValue<Type>>(
        &mut self,
        key: &'static str,
        value: V,
        config: &TraceConfig,
    ) {
        self.facts.attributes.extend(value.attribute_value(config).map(|value| KeyValue::new(key, value)));
    }
}

impl FieldCollector for Response {
    fn end(&mut self) {
        let Answer { content, reasoning, tool_calls } = std::mem::take(&mut self.answer);
        self.messages.extend(message(content, reasoning, tool_calls));
    }

    fn write(mut self, side: Side, kind: SpanKind, out: &mut Attributes<'_>) {
        if (side, kind) != (Side::Output, SpanKind::Llm) {
            return;
        }
        self.facts.usage = newer_count(self.counts, self.facts.usage);
        self.facts.write(out);
        write_choices(&self.choices, out);
        write_output_messages(&self.messages, out);
    }
}

/// What a model said, as one message; none where it said nothing.
pub(super) fn message(
    content: Option<String>,
    reasoning: Option<String>,
    tool_calls: Vec<ToolCall>,
) -> Option<Message> {
    if content.is_none() && reasoning.is_none() && tool_calls.is_empty() {
        return None;
    }
    let reasoning = reasoning.map(|text| Reasoning::default().text(text).into());
    let parts = reasoning.into_iter().chain(content.map(Into::into)).collect();
    let message = Message { tool_calls, ..Message::new(Role::Assistant) };
    Some(values::compose_message(message, parts))
}
