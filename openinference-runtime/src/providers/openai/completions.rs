//! Completions: `POST /v1/completions`.

use super::usage::usage;
use crate::attributes::Attributes;
use crate::json::Json;
use crate::json::JsonRef;
use crate::providers::merge::{Assembled, Fields, Fragments, Indexed, ResponseBuilder, keep};
use crate::providers::read::{
    count, is_list_of, list, text, write_finish_reason, write_parameters, write_request_model,
    write_response_model,
};
use crate::providers::{PayloadFormat, StreamMerger};
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
        if let Some(usage) = usage(response) {
            usage.write(out);
        }
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

    fn merge(&self) -> Box<dyn StreamMerger> {
        Box::new(Assembled::new(&Self, Chunks::default()))
    }
}

/// A completion, as far as it has arrived.
#[derive(Debug, Default)]
struct Chunks {
    id: Json,
    model: Json,
    usage: Json,
    choices: Indexed<Choice>,
}

#[derive(Debug, Default)]
struct Choice {
    text: Fragments,
    finish_reason: Json,
}

impl ResponseBuilder for Chunks {
    fn add(&mut self, chunk: JsonRef<'_>) {
        keep(&mut self.id, chunk, "id");
        keep(&mut self.model, chunk, "model");
        keep(&mut self.usage, chunk, "usage");
        for choice in list(chunk, "choices") {
            let index = count(choice, "index").unwrap_or_default();
            if let Some(kept) = usize::try_from(index).ok().and_then(|index| self.choices.at(index)) {
                kept.text.push_field(choice, "text");
                keep(&mut kept.finish_reason, choice, "finish_reason");
            }
        }
    }

    fn response(&mut self) -> Json {
        let choices = self.choices.iter_mut().map(|(index, choice)| {
            let mut fields = Fields::default();
            fields.put("index", Json::from(index));
            fields.put("text", choice.text.take());
            fields.put("finish_reason", std::mem::take(&mut choice.finish_reason));
            fields.json()
        });
        let choices = Json::Array(choices.collect());
        let mut fields = Fields::default();
        fields.put("id", std::mem::take(&mut self.id));
        fields.put("object", "text_completion");
        fields.put("model", std::mem::take(&mut self.model));
        fields.put("choices", choices);
        fields.put("usage", std::mem::take(&mut self.usage));
        fields.json()
    }
}

#[cfg(test)]
mod tests;
