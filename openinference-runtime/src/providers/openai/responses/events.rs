//! Events of a stream. The last one brings the whole response; the others matter when it does not, or when the stream ends
//! before it.

use crate::json::{Json, JsonRef};
use crate::providers::read::{count, fields_of, list, some, text};
use crate::providers::stream::{Budget, Growing, Indexed, ResponseBuilder};

/// A response, as far as it has arrived.
#[derive(Debug, Default)]
pub(super) struct Events {
    response: Growing,
    items: Indexed<Item>,
    is_complete: bool,
    /// The response that the last event has brought, with its output.
    complete: Option<Json>,
    budget: Budget,
}

#[derive(Debug, Default)]
struct Item {
    id: Option<String>,
    item: Growing,
    content: Indexed<Growing>,
    summary: Indexed<Growing>,
}

impl ResponseBuilder for Events {
    fn add(&mut self, event: JsonRef<'_>) {
        let Some(kind) = text(event, "type") else { return };
        self.is_complete |= matches!(
            kind,
            "response.completed" | "response.failed" | "response.incomplete" | "response.done"
        );
        if let Some(response) = some(event, "response") {
            let is_whole = self.is_complete && !list(response, "output").is_empty();
            self.complete = is_whole.then(|| response.to_json());
            self.add_response(response);
        } else if matches!(kind, "response.output_item.added" | "response.output_item.done") {
            if let Some(item) = some(event, "item") {
                let at = count(event, "output_index").unwrap_or_else(|| self.place(text(item, "id")));
                let Self { items, budget, .. } = self;
                if let Some(kept) = items.at(at) {
                    kept.add(item, budget);
                }
            }
        } else if kind == "error" {
            self.add_error(event);
        } else {
            self.add_event(kind, event);
        }
    }

    fn response(&mut self) -> Json {
        if let Some(complete) = self.complete.take() {
            return complete;
        }
        let collected: Vec<Json> = self.items.iter_mut().map(|(_, item)| item.json()).collect();
        let Json::Object(mut fields) = self.response.take() else {
            return Json::Object(vec![
                ("object".to_owned(), Json::from("response")),
                ("output".to_owned(), Json::Array(collected)),
            ]);
        };
        // The status of a response that is still being made is not why it ended.
        fields.retain(|(name, value)| !value.is_null() && (self.is_complete || name != "status"));
        match fields.iter_mut().find(|(name, _)| name == "output") {
            Some((_, Json::Array(output))) if !output.is_empty() => {}
            Some((_, output)) => *output = Json::Array(collected),
            None => fields.push(("output".to_owned(), Json::Array(collected))),
        }
        Json::Object(fields)
    }
}

impl Events {
    /// Each response stands for the whole so far.
    fn add_response(&mut self, response: JsonRef<'_>) {
        if self.complete.is_none() {
            let Self { response: kept, budget, .. } = self;
            kept.update(response, budget);
        }
    }

    fn add_error(&mut self, event: JsonRef<'_>) {
        let Self { response, budget, .. } = self;
        let Some(error) = response.field("error", budget) else { return };
        match some(event, "error") {
            Some(held) => error.update(held, budget),
            None => error.update(event, budget),
        }
    }

    /// The place of the item that an event without an index is of.
    fn place(&mut self, id: Option<&str>) -> u64 {
        let known = id.and_then(|id| {
            self.items.iter_mut().find(|(_, item)| item.id.as_deref() == Some(id)).map(|(at, _)| at)
        });
        known.unwrap_or_else(|| match id {
            Some(_) => self.items.next(),
            None => self.items.last().unwrap_or_default(),
        })
    }

    fn add_event(&mut self, kind: &str, event: JsonRef<'_>) {
        let Some((part, step)) = kind.strip_prefix("response.").and_then(|kind| kind.rsplit_once('.')) else {
            return;
        };
        let at = count(event, "output_index").unwrap_or_else(|| self.place(text(event, "item_id")));
        let Self { items, budget, .. } = self;
        let Some(item) = items.at(at) else { return };
        if item.id.is_none() {
            item.id = text(event, "item_id").map(str::to_owned);
        }
        item.add_event(part, step, event, budget);
    }
}

impl Item {
    /// The item as it was announced, or as it is at last.
    fn add(&mut self, item: JsonRef<'_>, budget: &mut Budget) {
        if self.id.is_none() {
            self.id = text(item, "id").map(str::to_owned);
        }
        for (name, value) in fields_of(item) {
            let parts = match name {
                "content" => &mut self.content,
                "summary" => &mut self.summary,
                _ => {
                    if let Some(field) = self.item.field(name, budget) {
                        field.update(value, budget);
                    }
                    continue;
                }
            };
            match value {
                JsonRef::Array(list) => {
                    for (at, part) in (0..).zip(list) {
                        if let Some(kept) = parts.at(at) {
                            kept.update(part, budget);
                        }
                    }
                }
                _ => {
                    if let Some(field) = self.item.field(name, budget) {
                        field.update(value, budget);
                    }
                }
            }
        }
    }

    fn add_event(&mut self, part: &str, step: &str, event: JsonRef<'_>, budget: &mut Budget) {
        let content = count(event, "content_index").unwrap_or_default();
        let summary = count(event, "summary_index").unwrap_or_default();
        let (parts, at, kind, field) = match part {
            "output_text" => (&mut self.content, content, "output_text", "text"),
            "refusal" => (&mut self.content, content, "refusal", "refusal"),
            "reasoning_text" => (&mut self.content, content, "reasoning_text", "text"),
            "reasoning_summary_text" => (&mut self.summary, summary, "summary_text", "text"),
            // Realtime.
            "text" => (&mut self.content, content, "text", "text"),
            "audio" | "output_audio" => (&mut self.content, content, "audio", "data"),
            "audio_transcript" | "output_audio_transcript" => {
                (&mut self.content, content, "audio", "transcript")
            }
            "content_part" => (&mut self.content, content, "", "part"),
            "reasoning_summary_part" => (&mut self.summary, summary, "", "part"),
            "output_text.annotation" => (&mut self.content, content, "output_text", "annotations"),
            _ => {
                self.add_to_item(part, step, event, budget);
                return;
            }
        };
        let Some(kept) = parts.at(at) else { return };
        if !kind.is_empty()
            && let Some(name) = kept.field("type", budget)
        {
            name.update(JsonRef::String(kind), budget);
        }
        match (field, step) {
            ("part", _) => kept.update(some(event, "part").unwrap_or_default(), budget),
            ("annotations", _) => {
                if let (Some(list), Some(annotation)) = (kept.field(field, budget), some(event, "annotation"))
                {
                    list.push(annotation, budget);
                }
            }
            (_, "delta") => kept.append_field(field, some(event, "delta").unwrap_or_default(), budget),
            _ => {
                // Done: the text is known as a whole.
                if let (Some(text), Some(whole)) = (kept.field(field, budget), some(event, field)) {
                    text.update(whole, budget);
                }
            }
        }
    }

    /// Pieces of arguments, inputs and code, of whichever kind of call; and of whatever else comes in pieces.
    fn add_to_item(&mut self, part: &str, step: &str, event: JsonRef<'_>, budget: &mut Budget) {
        let (field, kind) = match part {
            "custom_tool_call_input" => ("input", "custom_tool_call"),
            "code_interpreter_call_code" => ("code", "code_interpreter_call"),
            "mcp_call_arguments" => ("arguments", "mcp_call"),
            "function_call_arguments" => ("arguments", "function_call"),
            other => (other, ""),
        };
        match step {
            "delta" => {
                if let (Some(field), Some(delta)) = (self.item.field(field, budget), some(event, "delta")) {
                    field.append(delta, budget);
                }
            }
            "done" => {
                if let Some(whole) = some(event, field)
                    && let Some(field) = self.item.field(field, budget)
                {
                    field.update(whole, budget);
                }
            }
            _ => return,
        }
        if !kind.is_empty() {
            for (name, value) in [
                ("type", Some(JsonRef::String(kind))),
                ("id", some(event, "item_id")),
                ("name", some(event, "name")),
            ] {
                if let Some(value) = value
                    && let Some(field) = self.item.field(name, budget)
                    && field.is_nothing()
                {
                    field.update(value, budget);
                }
            }
        }
    }

    fn json(&mut self) -> Json {
        let mut fields = self.item.take_fields();
        let has_summary = self.summary.last().is_some();
        for (name, parts) in [("summary", &mut self.summary), ("content", &mut self.content)] {
            let parts: Vec<Json> = parts.iter_mut().map(|(_, part)| part.take()).collect();
            if !parts.is_empty() {
                fields.push((name.to_owned(), Json::Array(parts)));
            }
        }
        // Deltas alone do not say what the item is.
        if !fields.iter().any(|(name, _)| name == "type") {
            let kind = if has_summary { "reasoning" } else { "message" };
            fields.insert(0, ("type".to_owned(), Json::from(kind)));
            if kind == "message" {
                fields.insert(1, ("role".to_owned(), Json::from("assistant")));
            }
        }
        Json::Object(fields)
    }
}
