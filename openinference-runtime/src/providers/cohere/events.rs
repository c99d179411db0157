//! Events of a stream.

use crate::json::{Json, JsonRef};
use crate::providers::read::{count, fields_of, some, text};
use crate::providers::stream::{Budget, Growing, Indexed, ResponseBuilder};

/// A response, as far as it has arrived.
#[derive(Debug, Default)]
pub(super) struct CohereEvents {
    fields: Growing,
    message: Growing,
    contents: Indexed<Growing>,
    calls: Indexed<Growing>,
    citations: Growing,
    budget: Budget,
}

impl ResponseBuilder for CohereEvents {
    fn budget(&mut self) -> &mut Budget {
        &mut self.budget
    }

    fn add(&mut self, event: JsonRef<'_>) {
        let kind = text(event, "type").unwrap_or_default();
        let delta = some(event, "delta").unwrap_or_default();
        let Self { fields, message, contents, calls, citations, budget } = self;
        for (name, value) in fields_of(event).filter(|(name, _)| !matches!(*name, "type" | "delta" | "index"))
        {
            if let Some(field) = fields.field(name, budget) {
                match name {
                    // Those of one piece, which the whole has in a list.
                    "logprobs" if kind == "content-delta" => field.push(value, budget),
                    _ => field.update(value, budget),
                }
            }
        }
        for (name, value) in fields_of(delta) {
            if name != "message"
                && let Some(field) = fields.field(name, budget)
            {
                field.update(value, budget);
            }
        }
        let message_delta = some(delta, "message").unwrap_or_default();
        for (name, value) in fields_of(message_delta) {
            let at = |last: Option<u64>| count(event, "index").or(last).unwrap_or_default();
            match (name, value) {
                ("content", JsonRef::Object(_)) => {
                    if let Some(content) = contents.at(at(contents.last())) {
                        content.append(value, budget);
                    }
                }
                ("tool_calls", JsonRef::Object(_)) => {
                    if let Some(call) = calls.at(at(calls.last())) {
                        call.append(value, budget);
                    }
                }
                ("citations", JsonRef::Object(_)) => citations.push(value, budget),
                // Empty lists, where the message begins.
                ("content" | "tool_calls" | "citations", _) => {}
                _ => message.append_field(name, value, budget),
            }
        }
    }

    fn response(&mut self) -> Json {
        let mut message = self.message.take_fields();
        message.retain(|(_, value)| value.as_str() != Some("") && !value.is_null());
        if !message.iter().any(|(name, _)| name == "role") {
            message.insert(0, ("role".to_owned(), Json::from("assistant")));
        }
        for (name, parts) in [("content", &mut self.contents), ("tool_calls", &mut self.calls)] {
            let parts: Vec<Json> = parts.iter_mut().map(|(_, part)| typed(part.take())).collect();
            if name == "content" || !parts.is_empty() {
                message.push((name.to_owned(), Json::Array(parts)));
            }
        }
        if !self.citations.is_nothing() {
            message.push(("citations".to_owned(), self.citations.take()));
        }
        let mut fields = self.fields.take_fields();
        fields.push(("message".to_owned(), Json::Object(message)));
        Json::Object(fields)
    }
}

/// A part with its type, which pieces do not repeat.
fn typed(part: Json) -> Json {
    let Json::Object(mut fields) = part else { return part };
    if !fields.iter().any(|(name, _)| name == "type") {
        let kind = if fields.iter().any(|(name, _)| name == "thinking") { "thinking" } else { "text" };
        fields.insert(0, ("type".to_owned(), Json::from(kind)));
    }
    Json::Object(fields)
}
