//! Requests and responses.

use super::content::{answers, messages, system};
use super::events::AnthropicEvents;
use crate::attributes::Attributes;
use crate::json::JsonRef;
use crate::providers::read::{
    is_list_of, list, some, text, write_finish_reason, write_parameters, write_provider, write_request_model,
    write_response_model,
};
use crate::providers::stream::Assembled;
use crate::providers::{PayloadFormat, StreamMerger, usage};
use crate::semconv::{LlmProvider, LlmSystem, SpanKind};
use crate::value::{Message, Role, ToolDefinition, write_input_messages, write_output_messages, write_tools};

/// The API.
#[derive(Debug)]
pub(in crate::providers) struct AnthropicMessages;

impl PayloadFormat for AnthropicMessages {
    fn kind(&self) -> SpanKind {
        SpanKind::Llm
    }

    fn is_request(&self, payload: JsonRef<'_>) -> bool {
        is_marked(payload)
            && is_list_of(payload.get("messages"), |message| {
                matches!(text(message, "role"), Some("user" | "assistant"))
            })
    }

    fn request(&self, request: JsonRef<'_>, out: &mut Attributes<'_>) {
        let model = text(request, "model");
        write_request_model(model, LlmSystem::Anthropic.as_str(), out);
        write_provider(Some(request_provider(request)), out);
        write_parameters(request, &["messages", "system", "tools"], out);
        write_tools(&list(request, "tools").iter().map(ToolDefinition::from_json).collect::<Vec<_>>(), out);
        let system = some(request, "system").map(system).into_iter().flatten();
        let messages: Vec<_> = system.chain(list(request, "messages").iter().flat_map(messages)).collect();
        write_input_messages(&messages, out);
    }

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        text(payload, "role") == Some("assistant")
            && payload.get("content").is_some_and(|content| content.as_array().is_some())
            && (text(payload, "type") == Some("message") || some(payload, "stop_reason").is_some())
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_response_model(text(response, "model"), LlmSystem::Anthropic.as_str(), out);
        write_provider(Some(response_provider(response)), out);
        usage::write(&usage::ANTHROPIC, some(response, "usage").unwrap_or_default(), out);
        write_finish_reason(text(response, "stop_reason"), out);
        let mut answers = answers(Role::Assistant, list(response, "content"));
        let explanation = some(response, "stop_details").and_then(|details| text(details, "explanation"));
        if let Some(explanation) = explanation {
            answers.push(Message::assistant(explanation));
        }
        write_output_messages(&answers, out);
    }

    fn is_chunk(&self, payload: JsonRef<'_>) -> bool {
        match text(payload, "type") {
            Some("message_start") => {
                some(payload, "message").is_some_and(|message| text(message, "role").is_some())
            }
            Some("content_block_start") => some(payload, "content_block").is_some(),
            Some("content_block_delta" | "message_delta") => some(payload, "delta").is_some(),
            _ => false,
        }
    }

    fn merge(&self) -> Option<Box<dyn StreamMerger>> {
        Some(Box::new(Assembled::new(&Self, AnthropicEvents::default())))
    }
}

/// Whether a request has something that only this API takes. Others have messages with roles as well, and texts in them are
/// read alike; blocks of this API are sent to others too, but those do not demand a limit of tokens.
fn is_marked(request: JsonRef<'_>) -> bool {
    let marks = ["anthropic_version", "anthropic_beta"];
    marks.iter().any(|mark| some(request, mark).is_some())
        || is_system(request.get("system"))
        || some(request, "thinking").is_some_and(|thinking| some(thinking, "budget_tokens").is_some())
        || list(request, "tools").iter().any(|tool| some(tool, "input_schema").is_some())
        || (some(request, "max_tokens").is_some()
            && list(request, "messages")
                .iter()
                .flat_map(|message| list(message, "content"))
                .any(is_own_block))
}

/// A text, or blocks of it; those of Bedrock's Converse have no type.
fn is_system(system: Option<JsonRef<'_>>) -> bool {
    system.is_some_and(|system| system.as_str().is_some())
        || is_list_of(system, |block| text(block, "type") == Some("text"))
}

fn is_own_block(block: JsonRef<'_>) -> bool {
    match text(block, "type") {
        Some("tool_use" | "tool_result" | "thinking" | "redacted_thinking" | "server_tool_use") => {
            // Mistral's `thinking` is a list.
            some(block, "thinking").is_none_or(|thinking| thinking.as_array().is_none())
        }
        Some("image" | "document") => some(block, "source").is_some(),
        _ => some(block, "cache_control").is_some(),
    }
}

/// Bedrock and Vertex AI take a version in the request.
fn request_provider(request: JsonRef<'_>) -> LlmProvider {
    let version = text(request, "anthropic_version").unwrap_or_default();
    let model = text(request, "model").unwrap_or_default();
    if version.starts_with("bedrock") || model.contains("anthropic.claude") {
        LlmProvider::Aws
    } else if version.starts_with("vertex") {
        LlmProvider::Google
    } else {
        LlmProvider::Anthropic
    }
}

/// Bedrock and Vertex AI mark the identifiers that they give.
fn response_provider(response: JsonRef<'_>) -> LlmProvider {
    let id = text(response, "id").unwrap_or_default();
    if id.starts_with("msg_bdrk_") {
        LlmProvider::Aws
    } else if id.starts_with("msg_vrtx_") {
        LlmProvider::Google
    } else {
        LlmProvider::Anthropic
    }
}

#[cfg(test)]
mod tests;
