//! Chat: `POST /v2/chat`.

use super::events::CohereEvents;
use super::message::message;
use crate::attributes::Attributes;
use crate::json::JsonRef;
use crate::providers::read::{
    is_list_of, list, some, text, write_finish_reason, write_parameters, write_provider, write_request_model,
};
use crate::providers::stream::Assembled;
use crate::providers::{PayloadFormat, StreamMerger, usage};
use crate::semconv::{LlmProvider, LlmSystem, SpanKind};
use crate::value::{Message, ToolDefinition, write_input_messages, write_output_messages, write_tools};

/// The API.
#[derive(Debug)]
pub(in crate::providers) struct CohereChat;

impl PayloadFormat for CohereChat {
    fn kind(&self) -> SpanKind {
        SpanKind::Llm
    }

    fn is_request(&self, payload: JsonRef<'_>) -> bool {
        let marks = ["citation_options", "safety_mode", "strict_tools", "documents", "k", "p"];
        (marks.iter().any(|mark| some(payload, mark).is_some())
            || list(payload, "messages").iter().any(|message| text(message, "tool_plan").is_some()))
            && is_list_of(payload.get("messages"), |message| text(message, "role").is_some())
    }

    fn request(&self, request: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_request_model(text(request, "model"), LlmSystem::Cohere.as_str(), out);
        write_provider(Some(LlmProvider::Cohere), out);
        write_parameters(request, &["messages", "tools", "documents"], out);
        write_tools(&list(request, "tools").iter().map(ToolDefinition::from_json).collect::<Vec<_>>(), out);
        write_input_messages(&list(request, "messages").iter().map(message).collect::<Vec<_>>(), out);
    }

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        some(payload, "message").is_some_and(|message| text(message, "role").is_some())
            && text(payload, "finish_reason").is_some()
            && some(payload, "done").is_none()
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_provider(Some(LlmProvider::Cohere), out);
        usage::write(&usage::COHERE, some(response, "usage").unwrap_or_default(), out);
        write_finish_reason(text(response, "finish_reason"), out);
        let answer: Option<Message> = some(response, "message").map(message);
        write_output_messages(answer.as_slice(), out);
    }

    fn is_chunk(&self, payload: JsonRef<'_>) -> bool {
        let events = [
            "message-start",
            "content-start",
            "content-delta",
            "tool-plan-delta",
            "tool-call-start",
            "message-end",
        ];
        text(payload, "type").is_some_and(|event| events.contains(&event)) && some(payload, "delta").is_some()
    }

    fn merge(&self) -> Option<Box<dyn StreamMerger>> {
        Some(Box::new(Assembled::new(&Self, CohereEvents::default())))
    }
}

#[cfg(test)]
mod tests;
