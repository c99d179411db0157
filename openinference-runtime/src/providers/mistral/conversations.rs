//! Conversations: `POST /v1/conversations`, of a model or of an agent.

use crate::attributes::Attributes;
use crate::json::{Json, JsonRef};
use crate::providers::compose::compose_message;
use crate::providers::parts::{contents, unknown};
use crate::providers::read::{
    count, fields_of, is_list_of, list, some, string, text, write_finish_reason, write_parameters,
    write_provider, write_request_model, write_response_model,
};
use crate::providers::stream::{Assembled, Budget, Growing, Indexed, ResponseBuilder};
use crate::providers::{PayloadFormat, StreamMerger, usage};
use crate::semconv::{LlmProvider, LlmSystem, SpanKind};
use crate::value::{
    Message, Role, ToolCall, ToolDefinition, write_input_messages, write_output_messages, write_tools,
};

/// The API.
#[derive(Debug)]
pub(in crate::providers) struct MistralConversations;

/// Families of entries and of events.
const FAMILIES: &[&str] = &["message.", "tool.execution", "function.", "agent.handoff"];

impl PayloadFormat for MistralConversations {
    fn kind(&self) -> SpanKind {
        SpanKind::Llm
    }

    fn is_request(&self, payload: JsonRef<'_>) -> bool {
        let is_entry = |entry: JsonRef<'_>| text(entry, "role").is_some() || is_entry(entry);
        let inputs = payload.get("inputs");
        (text(payload, "model").is_some() || text(payload, "agent_id").is_some())
            && (inputs.is_some_and(|inputs| inputs.as_str().is_some()) || is_list_of(inputs, is_entry))
    }

    fn request(&self, request: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_request_model(text(request, "model"), LlmSystem::MistralAi.as_str(), out);
        write_provider(Some(LlmProvider::MistralAi), out);
        write_parameters(request, &["inputs", "instructions", "tools"], out);
        write_tools(&list(request, "tools").iter().map(ToolDefinition::from_json).collect::<Vec<_>>(), out);
        let mut asked: Vec<Message> =
            text(request, "instructions").map(Message::system).into_iter().collect();
        match request.get("inputs") {
            Some(JsonRef::String(text)) => asked.push(Message::user(text)),
            Some(JsonRef::Array(entries)) => asked.extend(entries.iter().flat_map(messages)),
            _ => {}
        }
        write_input_messages(&asked, out);
    }

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        text(payload, "object") == Some("conversation.response")
            || is_list_of(payload.get("outputs"), is_entry)
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        let outputs = list(response, "outputs");
        let model = outputs.iter().find_map(|entry| text(entry, "model"));
        write_response_model(model, LlmSystem::MistralAi.as_str(), out);
        write_provider(Some(LlmProvider::MistralAi), out);
        usage::write(&usage::OPENAI, some(response, "usage").unwrap_or_default(), out);
        write_finish_reason(text(response, "finish_reason"), out);
        write_output_messages(&outputs.iter().flat_map(messages).collect::<Vec<_>>(), out);
    }

    fn is_chunk(&self, payload: JsonRef<'_>) -> bool {
        text(payload, "type").is_some_and(|kind| {
            kind.starts_with("conversation.response.")
                || FAMILIES.iter().any(|family| kind.starts_with(family))
                    && some(payload, "output_index").is_some()
        })
    }

    fn merge(&self) -> Option<Box<dyn StreamMerger>> {
        Some(Box::new(Assembled::new(&Self, Events::default())))
    }
}

fn is_entry(entry: JsonRef<'_>) -> bool {
    text(entry, "type").is_some_and(|kind| FAMILIES.iter().any(|family| kind.starts_with(family)))
}

/// The messages that an entry stands for.
fn messages(entry: JsonRef<'_>) -> Vec<Message> {
    let id = || string(entry, "tool_call_id").or_else(|| string(entry, "id"));
    match text(entry, "type") {
        Some("function.call" | "tool.execution") => {
            let call = ToolCall {
                id: id(),
                name: string(entry, "name").or_else(|| string(entry, "function")),
                arguments: some(entry, "arguments").map(JsonRef::to_json),
                ..ToolCall::default()
            };
            let answer = some(entry, "info").filter(|info| fields_of(*info).next().is_some());
            let result = answer.map(|info| Message {
                tool_call_id: id(),
                name: string(entry, "name"),
                content: Some(info.write(usize::MAX)),
                ..Message::new(Role::Tool)
            });
            [Message::assistant_calls([call])].into_iter().chain(result).collect()
        }
        Some("function.result") => {
            let message = Message { tool_call_id: id(), ..Message::new(Role::Tool) };
            vec![compose_message(message, contents(some(entry, "result").unwrap_or_default()))]
        }
        None | Some("message.input" | "message.output") => {
            let role = text(entry, "role").map_or(Role::Assistant, Role::from);
            match entry.get("content") {
                Some(parts @ JsonRef::Array(_)) => {
                    vec![Message { contents: contents(parts), ..Message::new(role) }]
                }
                Some(content) => vec![compose_message(Message::new(role), contents(content))],
                None => Vec::new(),
            }
        }
        _ => unknown(entry).map(|part| Message::new(Role::Assistant).part(part)).into_iter().collect(),
    }
}

/// A conversation's answer, as far as it has arrived.
#[derive(Debug, Default)]
struct Events {
    fields: Growing,
    outputs: Indexed<Growing>,
    budget: Budget,
}

impl ResponseBuilder for Events {
    fn budget(&mut self) -> &mut Budget {
        &mut self.budget
    }

    fn add(&mut self, event: JsonRef<'_>) {
        let Self { fields, outputs, budget } = self;
        let kind = text(event, "type").unwrap_or_default();
        if kind.starts_with("conversation.") || some(event, "output_index").is_none() {
            for (name, value) in fields_of(event) {
                if name != "type"
                    && let Some(field) = fields.field(name, budget)
                {
                    field.update(value, budget);
                }
            }
            return;
        }
        let Some(entry) = outputs.at(count(event, "output_index").unwrap_or_default()) else { return };
        // `message.output.delta` is a piece of `message.output`.
        let steps = [".delta", ".started", ".done"];
        let entry_kind = steps.iter().find_map(|step| kind.strip_suffix(step)).unwrap_or(kind);
        if let Some(field) = entry.field("type", budget) {
            field.update(JsonRef::String(entry_kind), budget);
        }
        for (name, value) in fields_of(event) {
            match (name, value) {
                ("type" | "output_index" | "content_index", _) => {}
                ("content", part @ JsonRef::Object(_)) => {
                    if let Some(content) = entry.field(name, budget) {
                        content.append_part(part, budget);
                    }
                }
                _ => entry.append_field(name, value, budget),
            }
        }
    }

    fn response(&mut self) -> Json {
        let mut fields = self.fields.take_fields();
        fields.push(("object".to_owned(), Json::from("conversation.response")));
        let outputs = self.outputs.iter_mut().map(|(_, entry)| entry.take()).collect();
        fields.push(("outputs".to_owned(), Json::Array(outputs)));
        Json::Object(fields)
    }
}
