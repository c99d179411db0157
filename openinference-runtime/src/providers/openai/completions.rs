//! Completions: `POST /v1/completions`.

use super::chunks::OpenAiChunks;
use super::usage::usage as usage_in;
use crate::attributes::Attributes;
use crate::json::JsonRef;
use crate::providers::read::{
    count, is_list_of, list, text, write_finish_reason, write_parameters, write_request_model,
    write_response_model,
};
use crate::providers::stream::Assembled;
use crate::providers::{PayloadFormat, StreamMerger, usage};
use crate::semconv::{LlmSystem, SpanKind};
use crate::value::{write_choices, write_prompts};

/// The API.
#[derive(Debug)]
pub(in crate::providers) struct OpenAiCompletions;

impl PayloadFormat for OpenAiCompletions {
    fn kind(&self) -> SpanKind {
        SpanKind::Llm
    }

    fn is_ambiguous(&self) -> bool {
        true
    }

    fn is_request(&self, payload: JsonRef<'_>) -> bool {
        let is_token = |item: JsonRef<'_>| item.as_i64().is_some();
        let is_prompt =
            |item: JsonRef<'_>| item.as_str().is_some() || is_token(item) || is_list_of(Some(item), is_token);
        let prompt = payload.get("prompt");
        text(payload, "model").is_some()
            && (prompt.is_some_and(|prompt| prompt.as_str().is_some()) || is_list_of(prompt, is_prompt))
    }

    fn request(&self, request: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_request_model(text(request, "model"), LlmSystem::OpenAi.as_str(), out);
        write_parameters(request, &["prompt"], out);
        match request.get("prompt") {
            Some(JsonRef::String(prompt)) => write_prompts([prompt], out),
            Some(JsonRef::Array(prompts)) => write_prompts(prompts.iter().map_while(JsonRef::as_str), out),
            _ => {}
        }
    }

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        is_list_of(payload.get("choices"), |choice| {
            choice.get("text").is_some_and(|text| text.as_str().is_some())
        })
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_response_model(text(response, "model"), LlmSystem::OpenAi.as_str(), out);
        usage::write(&usage::OPENAI, usage_in(response), out);
        let mut choices: Vec<JsonRef<'_>> =
            list(response, "choices").iter().filter(|choice| choice.as_object().is_some()).collect();
        choices.sort_by_key(|choice| count(*choice, "index"));
        write_finish_reason(choices.first().and_then(|choice| text(*choice, "finish_reason")), out);
        write_choices(
            choices.iter().map(|choice| choice.get("text").and_then(JsonRef::as_str).unwrap_or_default()),
            out,
        );
    }

    /// A chunk is a response with a piece of the text.
    fn is_chunk(&self, payload: JsonRef<'_>) -> bool {
        self.is_response(payload)
    }

    fn merge(&self) -> Option<Box<dyn StreamMerger>> {
        Some(Box::new(Assembled::new(&Self, OpenAiChunks::new("text_completion"))))
    }
}

#[cfg(test)]
mod tests;
