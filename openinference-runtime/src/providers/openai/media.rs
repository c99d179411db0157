//! Images and transcriptions: `POST /v1/images/generations`, `POST /v1/audio/transcriptions`, and their streams.

use crate::attributes::Attributes;
use crate::json::{Json, JsonRef};
use crate::providers::compose::compose_message;
use crate::providers::parts::contents;
use crate::providers::read::{
    data_url, fields_of, image_type, is_list_of, list, some, string, text, write_parameters,
    write_request_model, write_response_model,
};
use crate::providers::stream::{Assembled, Budget, Growing, ResponseBuilder};
use crate::providers::{PayloadFormat, StreamMerger, usage};
use crate::semconv::{LlmSystem, SpanKind};
use crate::value::{Message, MessageContent, Role, write_output_messages};

/// Images. What is asked for is read as a completion's prompt.
#[derive(Debug)]
pub(in crate::providers) struct OpenAiImages;

impl PayloadFormat for OpenAiImages {
    fn kind(&self) -> SpanKind {
        SpanKind::Llm
    }

    fn is_request(&self, _: JsonRef<'_>) -> bool {
        false
    }

    fn request(&self, _: JsonRef<'_>, _: &mut Attributes<'_>) {}

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        is_list_of(payload.get("data"), |image| {
            text(image, "b64_json").is_some()
                || text(image, "url").is_some() && some(payload, "created").is_some()
        })
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        usage::write(&usage::OPENAI, some(response, "usage").unwrap_or_default(), out);
        let format = text(response, "output_format").map(|format| format!("image/{format}"));
        let images = list(response, "data").iter().filter_map(|image| {
            let inline = text(image, "b64_json").map(|data| {
                data_url(format.as_deref().or_else(|| image_type(data)).or(Some("image/png")), data)
            });
            inline.or_else(|| string(image, "url")).map(MessageContent::image)
        });
        let prompts = list(response, "data").iter().filter_map(|image| string(image, "revised_prompt"));
        let parts: Vec<MessageContent> = images.chain(prompts.map(MessageContent::from)).collect();
        write_output_messages(&[compose_message(Message::new(Role::Assistant), parts)], out);
    }

    /// A drawing before it is done, or the one that is.
    fn is_chunk(&self, payload: JsonRef<'_>) -> bool {
        text(payload, "type")
            .is_some_and(|event| event.starts_with("image_generation.") || event.starts_with("image_edit."))
    }

    fn merge(&self) -> Option<Box<dyn StreamMerger>> {
        Some(Box::new(Assembled::new(&Self, Drawing::default())))
    }
}

/// An image, as far as it is drawn.
#[derive(Debug, Default)]
struct Drawing {
    fields: Growing,
    image: Growing,
    budget: Budget,
}

impl ResponseBuilder for Drawing {
    fn budget(&mut self) -> &mut Budget {
        &mut self.budget
    }

    fn add(&mut self, event: JsonRef<'_>) {
        let Self { fields, image, budget } = self;
        for (name, value) in fields_of(event) {
            let (holder, name) = match name {
                "type" | "partial_image_index" => continue,
                "b64_json" | "url" | "revised_prompt" => (&mut *image, name),
                "created_at" => (&mut *fields, "created"),
                name => (&mut *fields, name),
            };
            if let Some(field) = holder.field(name, budget) {
                field.update(value, budget);
            }
        }
    }

    fn response(&mut self) -> Json {
        let mut fields = self.fields.take_fields();
        fields.push(("data".to_owned(), Json::Array(vec![self.image.take()])));
        Json::Object(fields)
    }
}

/// What was said in a recording.
#[derive(Debug)]
pub(in crate::providers) struct OpenAiTranscriptions;

/// What a transcription has beside its text.
const MARKS: &[&str] = &["segments", "words", "duration", "language", "task", "logprobs"];

impl PayloadFormat for OpenAiTranscriptions {
    fn kind(&self) -> SpanKind {
        SpanKind::Llm
    }

    fn is_ambiguous(&self) -> bool {
        true
    }

    /// The recording itself is seldom in what a program records.
    fn is_request(&self, payload: JsonRef<'_>) -> bool {
        let speaks =
            |model: &str| ["transcribe", "whisper", "voxtral"].iter().any(|name| model.contains(name));
        text(payload, "model").is_some_and(speaks)
            && ["messages", "input", "inputs"].iter().all(|name| some(payload, name).is_none())
    }

    fn request(&self, request: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_request_model(text(request, "model"), LlmSystem::OpenAi.as_str(), out);
        write_parameters(request, &["file"], out);
    }

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        payload.get("text").is_some_and(|said| said.as_str().is_some())
            && (MARKS.iter().any(|mark| some(payload, mark).is_some())
                || some(payload, "usage").is_some_and(|usage| text(usage, "type").is_some()))
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_response_model(text(response, "model"), LlmSystem::OpenAi.as_str(), out);
        usage::write(&usage::OPENAI, some(response, "usage").unwrap_or_default(), out);
        let mut said = contents(some(response, "text").unwrap_or_default());
        if said.is_empty() {
            let segments: String =
                list(response, "segments").iter().filter_map(|segment| text(segment, "text")).collect();
            said.extend((!segments.is_empty()).then(|| segments.into()));
        }
        write_output_messages(&[compose_message(Message::new(Role::Assistant), said)], out);
    }

    /// OpenAI's and Mistral's.
    fn is_chunk(&self, payload: JsonRef<'_>) -> bool {
        text(payload, "type")
            .is_some_and(|event| event.starts_with("transcript.text.") || event.starts_with("transcription."))
    }

    fn merge(&self) -> Option<Box<dyn StreamMerger>> {
        Some(Box::new(Assembled::new(&Self, Transcript::default())))
    }
}

/// What was said, as far as it is written down.
#[derive(Debug, Default)]
struct Transcript {
    fields: Growing,
    budget: Budget,
}

impl ResponseBuilder for Transcript {
    fn budget(&mut self) -> &mut Budget {
        &mut self.budget
    }

    fn add(&mut self, event: JsonRef<'_>) {
        let Self { fields, budget } = self;
        let kind = text(event, "type").unwrap_or_default();
        if kind.ends_with(".segment") {
            if let Some(segments) = fields.field("segments", budget) {
                segments.push(event, budget);
            }
            return;
        }
        let is_piece = kind.ends_with(".delta");
        for (name, value) in fields_of(event) {
            match name {
                "type" => {}
                "delta" => fields.append_field("text", value, budget),
                "text" | "logprobs" if is_piece => fields.append_field(name, value, budget),
                _ => {
                    if let Some(field) = fields.field(name, budget) {
                        field.update(value, budget);
                    }
                }
            }
        }
    }

    fn response(&mut self) -> Json {
        Json::Object(self.fields.take_fields())
    }
}
