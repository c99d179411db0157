//! Images and transcriptions: `POST /v1/images/generations`, `POST /v1/audio/transcriptions`.

use crate::attributes::Attributes;
use crate::json::JsonRef;
use crate::providers::compose::compose_message;
use crate::providers::parts::contents;
use crate::providers::read::{
    data_url, image_type, is_list_of, list, some, string, text, write_parameters, write_request_model,
};
use crate::providers::{PayloadFormat, usage};
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
        usage::write(&usage::OPENAI, some(response, "usage").unwrap_or_default(), out);
        let said = contents(some(response, "text").unwrap_or_default());
        write_output_messages(&[compose_message(Message::new(Role::Assistant), said)], out);
    }
}
