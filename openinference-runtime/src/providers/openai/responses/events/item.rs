//! An item of a response, of whichever kind, that arrives in pieces.

use crate::json::{Json, JsonRef};
use crate::providers::read::{count, fields_of, some, text};
use crate::providers::stream::{Budget, Growing, Indexed};

/// An item, as far as it has arrived.
#[derive(Debug, Default)]
pub(super) struct ResponsesItem {
    pub(super) id: Option<String>,
    item: Growing,
    content: Indexed<Growing>,
    summary: Indexed<Growing>,
    /// Lines of a shell.
    commands: Indexed<Growing>,
}

/// Fields of an event that tell of a drawing before it is done.
const DRAWN: &[(&str, &str)] = &[
    ("partial_image_b64", "result"),
    ("size", "size"),
    ("quality", "quality"),
    ("background", "background"),
    ("output_format", "output_format"),
];

/// Fields of events that only an item takes.
pub(super) fn has_claimed(name: &str) -> bool {
    DRAWN.iter().any(|(field, _)| *field == name) || matches!(name, "command" | "output")
}

impl ResponsesItem {
    /// The item as it was announced, or as it is at last.
    pub(super) fn add(&mut self, item: JsonRef<'_>, budget: &mut Budget) {
        if self.id.is_none() {
            self.id = text(item, "id").map(str::to_owned);
        }
        for (name, value) in fields_of(item) {
            let parts = match name {
                "content" => &mut self.content,
                "summary" => &mut self.summary,
                _ => {
                    update(&mut self.item, name, value, budget);
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
                _ => update(&mut self.item, name, value, budget),
            }
        }
    }

    /// A step of one of its parts.
    pub(super) fn add_event(&mut self, part: &str, step: &str, event: JsonRef<'_>, budget: &mut Budget) {
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
            "audio_transcript" | "output_audio_transcript" | "audio.transcript" => {
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
            && name.is_nothing()
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
        if let Some(probabilities) = some(event, "logprobs")
            && let Some(kept) = kept.field("logprobs", budget)
        {
            match step {
                "delta" => kept.append(probabilities, budget),
                _ => kept.update(probabilities, budget),
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
            "shell_call_command" => ("", "shell_call"),
            "shell_call_output_content" => ("output", "shell_call_output"),
            "image_generation_call" => ("", "image_generation_call"),
            call if call.ends_with("_call") || call == "mcp_list_tools" => ("", call),
            other => (other, ""),
        };
        match (part, step) {
            ("shell_call_command", _) => self.add_command(step, event, budget),
            ("shell_call_output_content", "delta") => {
                for (name, piece) in some(event, "delta").into_iter().flat_map(fields_of) {
                    if let Some(output) = self.item.field(field, budget)
                        && let Some(output) = output.field(name, budget)
                    {
                        output.append(piece, budget);
                    }
                }
            }
            ("image_generation_call", _) => {
                for (name, field) in DRAWN {
                    if let Some(value) = some(event, name) {
                        update(&mut self.item, field, value, budget);
                    }
                }
            }
            (_, "delta") if !field.is_empty() => {
                if let (Some(field), Some(delta)) = (self.item.field(field, budget), some(event, "delta")) {
                    field.append(delta, budget);
                }
            }
            (_, "done") => {
                if let Some(whole) = some(event, field) {
                    update(&mut self.item, field, whole, budget);
                }
            }
            _ => {}
        }
        if !kind.is_empty() {
            for (name, value) in [
                ("type", Some(JsonRef::String(kind))),
                ("id", some(event, "item_id")),
                ("call_id", some(event, "call_id")),
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

    fn add_command(&mut self, step: &str, event: JsonRef<'_>, budget: &mut Budget) {
        let Some(command) = self.commands.at(count(event, "command_index").unwrap_or_default()) else {
            return;
        };
        match (step, some(event, "delta")) {
            ("delta", Some(piece)) => command.append(piece, budget),
            _ => command.update(some(event, "command").unwrap_or_default(), budget),
        }
    }

    pub(super) fn json(&mut self) -> Json {
        let mut fields = self.item.take_fields();
        let has_summary = self.summary.last().is_some();
        for (name, parts) in [("summary", &mut self.summary), ("content", &mut self.content)] {
            let parts: Vec<Json> = parts.iter_mut().map(|(_, part)| part.take()).collect();
            if !parts.is_empty() {
                fields.push((name.to_owned(), Json::Array(parts)));
            }
        }
        let commands: Vec<Json> = self.commands.iter_mut().map(|(_, command)| command.take()).collect();
        if !commands.is_empty() && !fields.iter().any(|(name, _)| name == "action") {
            let action = vec![("commands".to_owned(), Json::Array(commands))];
            fields.push(("action".to_owned(), Json::Object(action)));
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

fn update(object: &mut Growing, name: &str, value: JsonRef<'_>, budget: &mut Budget) {
    if let Some(field) = object.field(name, budget) {
        field.update(value, budget);
    }
}
