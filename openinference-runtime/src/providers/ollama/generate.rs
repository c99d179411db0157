//! Generate: `POST /api/generate`. A prompt that the server puts into the model's chat template: so its two sides are messages.

use super::lines::Lines;
use super::payload::{images, is_marked, write_request, write_response};
use crate::attributes::Attributes;
use crate::json::JsonRef;
use crate::providers::compose::compose_message;
use crate::providers::read::{data_url, image_type, list, some, text};
use crate::providers::stream::Assembled;
use crate::providers::{PayloadFormat, StreamMerger};
use crate::semconv::SpanKind;
use crate::value::{Message, MessageContent, Reasoning, Role, write_input_messages, write_output_messages};

/// The API.
#[derive(Debug)]
pub(in crate::providers) struct OllamaGenerate;

impl PayloadFormat for OllamaGenerate {
    fn kind(&self) -> SpanKind {
        SpanKind::Llm
    }

    fn is_request(&self, payload: JsonRef<'_>) -> bool {
        let marks = ["system", "template", "raw", "context"];
        text(payload, "model").is_some()
            && text(payload, "prompt").is_some()
            && (is_marked(payload)
                || !list(payload, "images").is_empty()
                || marks.iter().any(|mark| some(payload, mark).is_some()))
    }

    fn request(&self, request: JsonRef<'_>, out: &mut Attributes<'_>) {
        // The context is thousands of numbers for a machine.
        write_request(request, &["prompt", "system", "images", "context"], out);
        let system = text(request, "system").map(Message::system);
        let prompt = text(request, "prompt").map(MessageContent::from);
        let user =
            compose_message(Message::new(Role::User), prompt.into_iter().chain(images(request)).collect());
        write_input_messages(&system.into_iter().chain([user]).collect::<Vec<_>>(), out);
    }

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        payload.get("response").is_some_and(|text| text.as_str().is_some())
            && payload.get("done").is_some_and(|done| done.as_bool().is_some())
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_response(response, out);
        let thinking = text(response, "thinking").map(|text| Reasoning::default().text(text).into());
        let answer = text(response, "response").map(MessageContent::from);
        let image = text(response, "image")
            .map(|image| MessageContent::image(data_url(image_type(image).or(Some("image/png")), image)));
        let said = thinking.into_iter().chain(answer).chain(image).collect();
        write_output_messages(&[compose_message(Message::new(Role::Assistant), said)], out);
    }

    /// A line of a stream is a response with a piece of the text.
    fn is_chunk(&self, payload: JsonRef<'_>) -> bool {
        self.is_response(payload)
    }

    fn merge(&self) -> Option<Box<dyn StreamMerger>> {
        Some(Box::new(Assembled::new(&Self, Lines::default())))
    }
}

#[cfg(test)]
mod tests;
