//! `POST /model/<model>/converse` and `/converse-stream`.

use super::content::{is_block, message, messages};
use super::events::Events;
use crate::attributes::Attributes;
use crate::json::JsonRef;
use crate::providers::merge::Assembled;
use crate::providers::read::{
    either, is_list_of, list, some, text, write_finish_reason, write_parameters, write_provider,
    write_request_model,
};
use crate::providers::{PayloadFormat, StreamMerger};
use crate::semconv::{LlmProvider, LlmSystem, SpanKind};
use crate::value::{
    Message, Role, TokenCount, ToolDefinition, write_input_messages, write_output_messages, write_tools,
};

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
        write_request_model(model, LlmSystem::Amazon.as_str(), out);
        write_provider(Some(LlmProvider::Aws), out);
        write_parameters(request, &["messages", "system", "toolConfig", "tool_config"], out);
        let tools = either(request, "toolConfig", "tool_config")
            .map(|config| list(config, "tools"))
            .unwrap_or_default();
        let tools: Vec<_> = tools
            .iter()
            .map(|tool| ToolDefinition::from_json(either(tool, "toolSpec", "tool_spec").unwrap_or(tool)))
            .collect();
        write_tools(&tools, out);
        let system = Some(list(request, "system")).filter(|blocks| !blocks.is_empty());
        let system = system.map(|blocks| message(Role::System, blocks));
        let messages = list(request, "messages").iter().flat_map(messages);
        write_input_messages(&system.into_iter().chain(messages).collect::<Vec<_>>(), out);
    }

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        payload.path(&["output", "message", "content"]).is_some_and(|content| content.as_array().is_some())
            && either(payload, "stopReason", "stop_reason").is_some()
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_provider(Some(LlmProvider::Aws), out);
        if let Some(usage) = some(response, "usage") {
            usage_of(usage).write(out);
        }
        write_finish_reason(either(response, "stopReason", "stop_reason").and_then(JsonRef::as_str), out);
        let answer: Option<Message> = response
            .path(&["output", "message"])
            .map(|answer| message(Role::Assistant, list(answer, "content")));
        write_output_messages(answer.as_slice(), out);
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

    fn merge(&self) -> Box<dyn StreamMerger> {
        Box::new(Assembled::new(&Self, Events::default()))
    }
}

/// Whether Bedrock counts cached tokens within its input or beside it depends on the model; the total tells.
fn usage_of(usage: JsonRef<'_>) -> TokenCount {
    let of = |camel, snake| {
        either(usage, camel, snake).and_then(JsonRef::as_i64).and_then(|count| u64::try_from(count).ok())
    };
    let input = of("inputTokens", "input_tokens");
    let output = of("outputTokens", "output_tokens");
    let total = of("totalTokens", "total_tokens");
    let cache_read = of("cacheReadInputTokens", "cache_read_input_tokens");
    let cache_write = of("cacheWriteInputTokens", "cache_write_input_tokens");
    let cached = cache_read.unwrap_or_default().saturating_add(cache_write.unwrap_or_default());
    let beside = input.unwrap_or_default().saturating_add(output.unwrap_or_default()).saturating_add(cached);
    let prompt = match (input, total) {
        (Some(input), Some(total)) if total < beside => Some(input),
        (input, _) => input.map(|input| input.saturating_add(cached)),
    };
    TokenCount { prompt, completion: output, total, cache_read, cache_write, ..TokenCount::default() }
}

#[cfg(test)]
mod tests;
