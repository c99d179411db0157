//! Responses: `POST /v1/responses`.

mod events;
mod items;

use self::events::{ResponsesEvents, is_of_session};
use self::items::messages;
use crate::attributes::Attributes;
use crate::json::{Items, JsonRef};
use crate::providers::gemini::is_interaction;
use crate::providers::read::{
    is_list_of, list, some, text, write_finish_reason, write_parameters, write_request_model,
    write_response_model,
};
use crate::providers::stream::Assembled;
use crate::providers::{PayloadFormat, StreamMerger, usage};
use crate::semconv::{LlmSystem, SpanKind};
use crate::value::{Message, ToolDefinition, write_input_messages, write_output_messages, write_tools};

/// The API.
#[derive(Debug)]
pub(in crate::providers) struct OpenAiResponses;

impl PayloadFormat for OpenAiResponses {
    fn kind(&self) -> SpanKind {
        SpanKind::Llm
    }

    fn is_request(&self, payload: JsonRef<'_>) -> bool {
        let is_item = |item: JsonRef<'_>| text(item, "role").is_some() || text(item, "type").is_some();
        let input = payload.get("input");
        (text(payload, "model").is_some() || some(payload, "prompt").is_some())
            && some(payload, "messages").is_none()
            && !is_interaction(payload)
            && (input.is_some_and(|input| input.as_str().is_some()) || is_list_of(input, is_item))
    }

    fn request(&self, request: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_request_model(text(request, "model"), LlmSystem::OpenAi.as_str(), out);
        write_parameters(request, &["input", "instructions", "tools"], out);
        write_tools(&list(request, "tools").iter().map(ToolDefinition::from_json).collect::<Vec<_>>(), out);
        let mut asked: Vec<Message> =
            text(request, "instructions").map(Message::system).into_iter().collect();
        match request.get("input") {
            Some(JsonRef::String(text)) => asked.push(Message::user(text)),
            Some(JsonRef::Array(items)) => asked.extend(items.iter().flat_map(messages)),
            _ => {}
        }
        write_input_messages(&asked, out);
    }

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        let is_item = |item: JsonRef<'_>| text(item, "type").is_some();
        matches!(text(payload, "object"), Some("response" | "realtime.response"))
            || (text(payload, "status").is_some() && is_list_of(payload.get("output"), is_item))
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        let session = some(response, "session").unwrap_or_default();
        let model = text(response, "model").or_else(|| text(session, "model"));
        write_response_model(model, LlmSystem::OpenAi.as_str(), out);
        let usage = some(response, "usage").unwrap_or_default();
        match list(response, "responses") {
            earlier if earlier.is_empty() => usage::write(&usage::OPENAI, usage, out),
            earlier => {
                let all = earlier.iter().filter_map(|earlier| some(earlier, "usage")).chain([usage]);
                usage::write_sum(&usage::OPENAI, all, out);
            }
        }
        let incomplete = some(response, "incomplete_details").and_then(|details| text(details, "reason"));
        write_finish_reason(incomplete.or_else(|| text(response, "status")), out);
        let answered: Vec<Message> = list(response, "output").iter().flat_map(messages).collect();
        write_output_messages(&answered, out);
        write_session(session, list(response, "input"), out);
    }

    fn is_chunk(&self, payload: JsonRef<'_>) -> bool {
        text(payload, "type").is_some_and(|event| event.starts_with("response.")) || is_of_session(payload)
    }

    fn merge(&self) -> Option<Box<dyn StreamMerger>> {
        Some(Box::new(Assembled::new(&Self, ResponsesEvents::default())))
    }
}

/// What a session was told and asked, where the answer is the only one who says it: in a conversation by sound.
fn write_session(session: JsonRef<'_>, asked: Items<'_>, out: &mut Attributes<'_>) {
    let tools: Vec<_> = list(session, "tools").iter().map(ToolDefinition::from_json).collect();
    if !tools.is_empty() {
        write_tools(&tools, out);
    }
    let told = text(session, "instructions").map(Message::system);
    let asked: Vec<Message> = told.into_iter().chain(asked.iter().flat_map(messages)).collect();
    if !asked.is_empty() {
        write_input_messages(&asked, out);
    }
}

#[cfg(test)]
mod tests;
