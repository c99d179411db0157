//! Text in, text out, without messages: the APIs of hosts of models that have no chat, or had none. One table of how they spell it.

use super::read::{
    fields_of, is_list_of, list, some, text, write_finish_reason, write_parameters, write_provider,
    write_request_model, write_response_model,
};
use super::stream::{Assembled, Budget, Growing, ResponseBuilder};
use super::usage::{self, Dialect};
use super::{PayloadFormat, StreamMerger};
use crate::attributes::Attributes;
use crate::json::{Json, JsonRef};
use crate::semconv::{LlmProvider, LlmSystem, SpanKind};
use crate::value::{write_choices, write_prompts};

/// One API.
#[derive(Debug)]
pub(super) struct TextGeneration {
    /// What stands for the system where the model's name does not say it.
    system: &'static str,
    provider: Option<LlmProvider>,
    prompt: &'static str,
    /// Fields of a request of which one at least is there.
    request_marks: &'static [&'static str],
    /// Fields that other APIs have beside such a prompt.
    request_lacks: &'static [&'static str],
    /// Where the answers are listed, if there may be several.
    list: &'static str,
    text: &'static str,
    /// Fields of a response of which one at least is there.
    response_marks: &'static [&'static str],
    /// Where an item of a stream has its piece, if not where an answer has its text.
    piece: &'static [&'static str],
    finish_reason: &'static str,
    usage: &'static Dialect,
}

const NONE: TextGeneration = TextGeneration {
    system: "",
    provider: None,
    prompt: "prompt",
    request_marks: &[],
    request_lacks: &[],
    list: "results",
    text: "text",
    response_marks: &[],
    piece: &[],
    finish_reason: "stop_reason",
    usage: &usage::BEDROCK_INVOKE,
};

/// Titan, as Amazon Bedrock invokes it.
pub(super) const TITAN: TextGeneration = TextGeneration {
    system: LlmSystem::Amazon.as_str(),
    provider: Some(LlmProvider::Aws),
    prompt: "inputText",
    text: "outputText",
    finish_reason: "completionReason",
    ..NONE
};

/// Llama, as Amazon Bedrock invokes it.
pub(super) const LLAMA: TextGeneration = TextGeneration {
    system: LlmSystem::Meta.as_str(),
    provider: Some(LlmProvider::Aws),
    request_marks: &["max_gen_len"],
    text: "generation",
    response_marks: &["generation_token_count", "prompt_token_count", "stop_reason"],
    ..NONE
};

/// Mistral, as Amazon Bedrock invokes it. Its requests are like those of many others.
pub(super) const MISTRAL: TextGeneration = TextGeneration {
    system: LlmSystem::MistralAi.as_str(),
    provider: Some(LlmProvider::Aws),
    prompt: "",
    list: "outputs",
    response_marks: &["outputs"],
    ..NONE
};

/// Text generation of Hugging Face.
pub(super) const HUGGING_FACE: TextGeneration = TextGeneration {
    system: "huggingface",
    prompt: "inputs",
    request_lacks: &["model", "agent_id"],
    text: "generated_text",
    piece: &["token", "text"],
    finish_reason: "finish_reason",
    usage: &usage::HUGGING_FACE,
    ..NONE
};

/// Text generation of watsonx.
pub(super) const WATSONX: TextGeneration = TextGeneration {
    system: "watsonx",
    prompt: "input",
    request_marks: &["project_id", "space_id", "model_id"],
    request_lacks: &["messages", "model"],
    text: "generated_text",
    response_marks: &["model_id"],
    usage: &usage::WATSONX,
    ..NONE
};

/// The server of llama.cpp.
pub(super) const LLAMA_CPP: TextGeneration = TextGeneration {
    system: "llama.cpp",
    request_marks: &["n_predict", "cache_prompt"],
    request_lacks: &["model"],
    text: "content",
    response_marks: &["tokens_predicted", "tokens_evaluated", "generation_settings", "id_slot"],
    finish_reason: "stop_type",
    usage: &usage::LLAMA_CPP,
    ..NONE
};

impl PayloadFormat for TextGeneration {
    fn kind(&self) -> SpanKind {
        SpanKind::Llm
    }

    fn is_request(&self, payload: JsonRef<'_>) -> bool {
        payload.get(self.prompt).is_some_and(|prompt| prompt.as_str().is_some())
            && has_one(payload, self.request_marks)
            && !self.request_lacks.iter().any(|name| some(payload, name).is_some())
    }

    fn request(&self, request: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_request_model(model(request), self.system, out);
        write_provider(self.provider, out);
        write_parameters(request, &[self.prompt], out);
        write_prompts(text(request, self.prompt), out);
    }

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        let is_answer =
            |answer: JsonRef<'_>| answer.get(self.text).is_some_and(|text| text.as_str().is_some());
        match payload {
            JsonRef::Array(_) => self.response_marks.is_empty() && is_list_of(Some(payload), is_answer),
            _ => {
                has_one(payload, self.response_marks)
                    && (is_answer(payload) || is_list_of(payload.get(self.list), is_answer))
            }
        }
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_response_model(model(response), self.system, out);
        write_provider(self.provider, out);
        let answers = response.as_array().unwrap_or_else(|| list(response, self.list));
        let first = answers.first().unwrap_or(response);
        usage::write_of(self.usage, &[response, first, some(first, "details").unwrap_or_default()], out);
        let reason = [first, response, some(first, "details").unwrap_or_default()];
        write_finish_reason(reason.into_iter().find_map(|holder| text(holder, self.finish_reason)), out);
        if answers.is_empty() {
            write_choices(text(response, self.text), out);
        } else {
            write_choices(answers.iter().map(|answer| text(answer, self.text).unwrap_or_default()), out);
        }
    }

    /// An item is a response with a piece of the text.
    fn is_chunk(&self, payload: JsonRef<'_>) -> bool {
        payload.as_object().is_some()
            && (self.is_response(payload)
                || !self.piece.is_empty()
                    && payload.path(self.piece).is_some_and(|piece| piece.as_str().is_some()))
    }

    fn merge(&self) -> Option<Box<dyn StreamMerger>> {
        let format = *[&TITAN, &LLAMA, &MISTRAL, &HUGGING_FACE, &WATSONX, &LLAMA_CPP]
            .iter()
            .find(|format| format.text == self.text && format.system == self.system)?;
        Some(Box::new(Assembled::new(
            format,
            Pieces { format, fields: Growing::default(), budget: Budget::default() },
        )))
    }
}

fn has_one(payload: JsonRef<'_>, marks: &[&str]) -> bool {
    marks.is_empty() || marks.iter().any(|mark| some(payload, mark).is_some())
}

fn model(payload: JsonRef<'_>) -> Option<&str> {
    ["model", "model_id"].iter().find_map(|name| text(payload, name))
}

/// An answer, as far as it has arrived.
struct Pieces {
    format: &'static TextGeneration,
    fields: Growing,
    budget: Budget,
}

impl ResponseBuilder for Pieces {
    fn budget(&mut self) -> &mut Budget {
        &mut self.budget
    }

    fn add(&mut self, chunk: JsonRef<'_>) {
        let Self { format, fields, budget } = self;
        let listed = list(chunk, format.list).first().filter(|first| first.get(format.text).is_some());
        let piece = chunk.path(format.piece).filter(|_| !format.piece.is_empty());
        if let Some(piece) = piece
            && let Some(text) = fields.field(format.text, budget)
        {
            text.append(piece, budget);
            // What else is known of the piece, as the whole has it in a list.
            if let (Some(token), Some(tokens)) =
                (format.piece.first().and_then(|token| some(chunk, token)), fields.field("tokens", budget))
            {
                tokens.push(token, budget);
            }
        }
        for holder in [Some(chunk), listed].into_iter().flatten() {
            for (name, value) in fields_of(holder).filter(|(name, _)| format.piece.first() != Some(name)) {
                let Some(field) = fields.field(name, budget) else { continue };
                if name == format.text && format.piece.is_empty() {
                    field.append(value, budget);
                } else if name != format.list || listed.is_none() {
                    field.update(value, budget);
                }
            }
        }
    }

    fn response(&mut self) -> Json {
        Json::Object(self.fields.take_fields())
    }
}
