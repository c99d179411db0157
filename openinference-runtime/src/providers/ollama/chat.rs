//! Chat: `POST /api/chat`.

use super::lines::Lines;
use super::payload::{images, is_marked, write_request, write_response};
use crate::attributes::Attributes;
use crate::json::JsonRef;
use crate::providers::compose::compose_message;
use crate::providers::read::{is_list_of, list, some, string, text};
use crate::providers::stream::Assembled;
use crate::providers::{PayloadFormat, StreamMerger};
use crate::semconv::SpanKind;
use crate::value::{
    Message, MessageContent, Reasoning, Role, ToolCall, ToolDefinition, write_input_messages,
    write_output_messages, write_tools,
};

/// The API.
#[derive(Debug)]
pub(in crate::providers) struct OllamaChat;

impl PayloadFormat for OllamaChat {
    fn kind(&self) -> SpanKind {
        SpanKind::Llm
    }

    fn is_request(&self, payload: JsonRef<'_>) -> bool {
        (is_marked(payload) || list(payload, "messages").iter().any(is_own_message))
            && is_list_of(payload.get("messages"), |message| text(message, "role").is_some())
    }

    fn request(&self, request: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_request(request, &["messages", "tools"], out);
        write_tools(&list(request, "tools").iter().map(ToolDefinition::from_json).collect::<Vec<_>>(), out);
        write_input_messages(&list(request, "messages").iter().map(message).collect::<Vec<_>>(), out);
    }

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        some(payload, "message").is_some_and(|message| text(message, "role").is_some())
            && payload.get("done").is_some_and(|done| done.as_bool().is_some())
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_response(response, out);
        write_output_messages(&some(response, "message").map(message).into_iter().collect::<Vec<_>>(), out);
    }

    /// A line of a stream is a response with a piece of the message.
    fn is_chunk(&self, payload: JsonRef<'_>) -> bool {
        self.is_response(payload)
    }

    fn merge(&self) -> Option<Box<dyn StreamMerger>> {
        Some(Box::new(Assembled::new(&Self, Lines::default())))
    }
}

/// Images beside the content, arguments that are no text, and results that name their tool.
fn is_own_message(message: JsonRef<'_>) -> bool {
    let has_arguments = |call: JsonRef<'_>| {
        some(call, "function")
            .and_then(|function| some(function, "arguments"))
            .is_some_and(|it| it.as_object().is_some())
    };
    !list(message, "images").is_empty()
        || text(message, "tool_name").is_some()
        || list(message, "tool_calls").iter().any(has_arguments)
}

fn message(json: JsonRef<'_>) -> Message {
    let message = Message {
        role: text(json, "role").map(Role::from),
        tool_calls: list(json, "tool_calls").iter().map(tool_call).collect(),
        tool_call_id: string(json, "tool_call_id"),
        name: string(json, "tool_name"),
        ..Message::default()
    };
    let thinking = text(json, "thinking").map(|text| Reasoning::default().text(text).into());
    let content = text(json, "content").map(MessageContent::from);
    compose_message(message, thinking.into_iter().chain(content).chain(images(json)).collect())
}

fn tool_call(call: JsonRef<'_>) -> ToolCall {
    let function = some(call, "function").unwrap_or(JsonRef::Null);
    ToolCall {
        id: string(call, "id"),
        name: string(function, "name"),
        arguments: some(function, "arguments").map(JsonRef::to_json),
        ..ToolCall::default()
    }
}

#[cfg(test)]
mod tests;
