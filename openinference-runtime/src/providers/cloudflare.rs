//! Workers AI of Cloudflare. Its requests are those of chat completions.

use super::compose::compose_message;
use super::openai::message::message;
use super::parts::contents;
use super::read::{fields_of, list, some};
use super::stream::{Assembled, Budget, Growing, ResponseBuilder};
use super::{PayloadFormat, StreamMerger, usage};
use crate::attributes::Attributes;
use crate::json::{Json, JsonRef};
use crate::semconv::SpanKind;
use crate::value::{Message, Role, write_output_messages};

/// The API.
#[derive(Debug)]
pub(super) struct WorkersAi;

impl PayloadFormat for WorkersAi {
    fn kind(&self) -> SpanKind {
        SpanKind::Llm
    }

    fn is_ambiguous(&self) -> bool {
        true
    }

    fn is_request(&self, _: JsonRef<'_>) -> bool {
        false
    }

    fn request(&self, _: JsonRef<'_>, _: &mut Attributes<'_>) {}

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        payload.get("response").is_some_and(|said| said.as_str().is_some())
            && some(payload, "done").is_none()
            && (some(payload, "usage").is_some()
                || some(payload, "tool_calls").is_some()
                || some(payload, "p").is_some())
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        usage::write(&usage::OPENAI, some(response, "usage").unwrap_or_default(), out);
        let calls = message(response).tool_calls;
        let calls = if list(response, "tool_calls").is_empty() { Vec::new() } else { calls };
        let answer = Message { tool_calls: calls, ..Message::new(Role::Assistant) };
        let said = contents(some(response, "response").unwrap_or_default());
        write_output_messages(&[compose_message(answer, said)], out);
    }

    /// An item is a response with a piece of the answer.
    fn is_chunk(&self, payload: JsonRef<'_>) -> bool {
        self.is_response(payload)
    }

    fn merge(&self) -> Option<Box<dyn StreamMerger>> {
        Some(Box::new(Assembled::new(&Self, Items::default())))
    }
}

/// A response, as far as it has arrived.
#[derive(Debug, Default)]
struct Items {
    fields: Growing,
    budget: Budget,
}

impl ResponseBuilder for Items {
    fn budget(&mut self) -> &mut Budget {
        &mut self.budget
    }

    fn add(&mut self, item: JsonRef<'_>) {
        let Self { fields, budget } = self;
        fields_of(item).for_each(|(name, value)| fields.append_field(name, value, budget));
    }

    fn response(&mut self) -> Json {
        Json::Object(self.fields.take_fields())
    }
}
