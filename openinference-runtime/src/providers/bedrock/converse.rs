//! `POST /model/<model>/converse` and `/converse-stream`.

use super::content::{answers, is_block, messages};
use super::events::BedrockEvents;
use crate::attributes::Attributes;
use crate::json::JsonRef;
use crate::providers::read::{
    either, is_list_of, list, some, text, write_finish_reason, write_parameters, write_provider,
    write_request_model, write_response_model,
};
use crate::providers::stream::Assembled;
use crate::providers::{PayloadFormat, StreamMerger, usage};
use crate::semconv::{LlmProvider, LlmSystem, SpanKind};
use crate::value::{Role, ToolDefinition, write_input_messages, write_output_messages, write_tools};

/// The API.
#[derive(Debug)]
pub(in crate::providers) struct BedrockConverse;

impl PayloadFormat for BedrockConverse {
    fn kind(&self) -> SpanKind {
        SpanKind::Llm
    }

    fn is_request(&self, payload: JsonRef<'_>) -> bool {
        is_list_of(payload.get("messages"), |message| {
            text(message, "role").is_some() && is_list_of(message.get("content"), is_block)
        })
    }

    fn request(&self, request: JsonRef<'_>, out: &mut Attributes<'_>) {
        let model = either(request, "modelId", "model_id").and_then(JsonRef::as_str);
        // Models of others are known by their names; of what nobody names the reference says that it is Amazon's, whose API it is.
        write_request_model(model, LlmSystem::Amazon.as_str(), out);
        write_provider(Some(LlmProvider::Aws), out);
        write_parameters(request, &["messages", "system", "toolConfig", "tool_config"], out);
        let tools = either(request, "toolConfig", "tool_config")
            .map(|config| list(config, "tools"))
            .unwrap_or_default();
        let tools: Vec<_> = tools.iter().filter_map(tool).collect();
        write_tools(&tools, out);
        let system = answers(&Role::System, list(request, "system"));
        let messages = list(request, "messages").iter().flat_map(messages);
        write_input_messages(&system.into_iter().chain(messages).collect::<Vec<_>>(), out);
    }

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        payload.path(&["output", "message", "content"]).is_some_and(|content| content.as_array().is_some())
            && either(payload, "stopReason", "stop_reason").is_some()
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_response_model(answering_model(response), LlmSystem::Amazon.as_str(), out);
        write_provider(Some(LlmProvider::Aws), out);
        usage::write(&usage::BEDROCK, some(response, "usage").unwrap_or_default(), out);
        write_finish_reason(either(response, "stopReason", "stop_reason").and_then(JsonRef::as_str), out);
        let content = response.path(&["output", "message"]).map(|answer| list(answer, "content"));
        write_output_messages(&answers(&Role::Assistant, content.unwrap_or_default()), out);
    }

    fn is_chunk(&self, payload: JsonRef<'_>) -> bool {
        let events = [
            ("messageStart", "message_start"),
            ("contentBlockStart", "content_block_start"),
            ("contentBlockDelta", "content_block_delta"),
            ("messageStop", "message_stop"),
        ];
        events.iter().any(|(camel, snake)| {
            either(payload, camel, snake).is_some_and(|event| event.as_object().is_some())
        })
    }

    fn merge(&self) -> Option<Box<dyn StreamMerger>> {
        Some(Box::new(Assembled::new(&Self, BedrockEvents::default())))
    }
}

/// The model that a router of prompts has chosen; every other answer is of the model that was asked.
fn answering_model(response: JsonRef<'_>) -> Option<&str> {
    let router = some(response, "trace").and_then(|trace| either(trace, "promptRouter", "prompt_router"))?;
    let resource = either(router, "invokedModelId", "invoked_model_id")?.as_str()?;
    resource.rsplit('/').next()
}

/// A tool: a definition, or one of the server's under its name. A place to cache is none.
fn tool(tool: JsonRef<'_>) -> Option<ToolDefinition> {
    let is_mark = either(tool, "cachePoint", "cache_point").is_some();
    let definition =
        either(tool, "toolSpec", "tool_spec").or_else(|| either(tool, "systemTool", "system_tool"));
    (!is_mark).then(|| ToolDefinition::from_json(definition.unwrap_or(tool)))
}

#[cfg(test)]
mod tests;
