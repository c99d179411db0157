//! Chat completions: `POST /v1/chat/completions`, as OpenAI, Azure and many others speak it.

use super::chunks::OpenAiChunks;
use super::message::write_message;
use super::usage::usage as usage_in;
use crate::attributes::Attributes;
use crate::json::JsonRef;
use crate::providers::read::{
    count, is_list_of, list, some, text, write_finish_reason, write_parameters, write_provider,
    write_request_model, write_response_model,
};
use crate::providers::stream::Assembled;
use crate::providers::{PayloadFormat, StreamMerger, usage};
use crate::semconv::providers::Provider;
use crate::semconv::{LlmProvider, LlmSystem, SpanKind};
use crate::value::{MessageWriter, Role, ToolDefinition, write_tools};

/// The API.
#[derive(Debug)]
pub(in crate::providers) struct OpenAiChat;

impl PayloadFormat for OpenAiChat {
    fn kind(&self) -> SpanKind {
        SpanKind::Llm
    }

    fn is_ambiguous(&self) -> bool {
        true
    }

    fn is_request(&self, payload: JsonRef<'_>) -> bool {
        is_list_of(payload.get("messages"), |message| text(message, "role").is_some())
    }

    fn request(&self, request: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_request_model(model(request), LlmSystem::OpenAi.as_str(), out);
        write_provider(request_provider(request), out);
        write_parameters(request, &["messages", "tools", "functions"], out);
        let tools = list(request, "tools").iter().chain(list(request, "functions"));
        write_tools(&tools.map(ToolDefinition::from_json).collect::<Vec<_>>(), out);
        let messages = list(request, "messages");
        out.reserve_indexed(messages.len() * 2);
        let mut writer = MessageWriter::input();
        for message in messages.iter().filter(|message| message.as_object().is_some()) {
            write_message(message, None, &mut writer, out);
        }
    }

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        is_list_of(payload.get("choices"), |choice| {
            choice.get("message").is_some_and(|it| it.as_object().is_some())
        })
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_response_model(model(response), LlmSystem::OpenAi.as_str(), out);
        write_provider(response_provider(response), out);
        usage::write(&usage::OPENAI, usage_in(response), out);
        let mut choices: Vec<JsonRef<'_>> =
            list(response, "choices").iter().filter(|choice| choice.get("message").is_some()).collect();
        choices.sort_by_key(|choice| count(*choice, "index"));
        write_finish_reason(choices.first().and_then(|choice| text(*choice, "finish_reason")), out);
        let mut writer = MessageWriter::output();
        for answer in choices.iter().filter_map(|choice| choice.get("message")) {
            write_message(answer, Some(Role::Assistant), &mut writer, out);
        }
    }

    fn is_chunk(&self, payload: JsonRef<'_>) -> bool {
        text(payload, "object") == Some("chat.completion.chunk")
            || is_list_of(payload.get("choices"), |choice| {
                choice.get("delta").is_some_and(|it| it.as_object().is_some())
            })
    }

    fn merge(&self) -> Option<Box<dyn StreamMerger>> {
        Some(Box::new(Assembled::new(&Self, OpenAiChunks::new("chat.completion"))))
    }
}

/// The model, which watsonx calls an identifier.
fn model(payload: JsonRef<'_>) -> Option<&str> {
    text(payload, "model").or_else(|| text(payload, "model_id"))
}

/// Who runs the model, where the request carries what only one of them takes.
fn request_provider(request: JsonRef<'_>) -> Option<LlmProvider> {
    Provider::taking(|field| some(request, field).is_some())
}

/// Who runs the model, where the response or one of its choices carries what only one of them writes.
fn response_provider(response: JsonRef<'_>) -> Option<LlmProvider> {
    let choices = list(response, "choices");
    Provider::writing(|field| {
        some(response, field).is_some() || choices.iter().any(|choice| some(choice, field).is_some())
    })
}

#[cfg(test)]
mod tests;
