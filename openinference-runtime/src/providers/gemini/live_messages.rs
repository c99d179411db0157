//! Messages of a session's server, turn by turn.

use super::chunks::GrowingContent;
use crate::json::{Json, JsonRef};
use crate::providers::read::{fields_of, list};
use crate::providers::stream::{Budget, Growing, ResponseBuilder};

/// Most turns that are kept of one session.
const MOST_TURNS: usize = 1024;

/// A session, as far as it has come. Its only turn is a message of the API with all that its messages have said; of several
/// there is a list.
#[derive(Debug, Default)]
pub(super) struct LiveMessages {
    turns: Vec<Turn>,
    budget: Budget,
}

#[derive(Debug, Default)]
struct Turn {
    said: GrowingContent,
    /// What is said of it beside.
    content: Growing,
    /// What else the messages hold.
    fields: Growing,
    is_complete: bool,
    /// As the API spells it, or as clients do.
    in_snake_case: bool,
}

impl ResponseBuilder for LiveMessages {
    fn budget(&mut self) -> &mut Budget {
        &mut self.budget
    }

    fn add(&mut self, message: JsonRef<'_>) {
        let Self { turns, budget, .. } = self;
        let says = |(name, value): (&str, JsonRef<'_>)| {
            matches!(name, "serverContent" | "server_content" | "toolCall" | "tool_call") && !value.is_null()
        };
        let begins = turns.last().is_none_or(|last| last.is_complete && fields_of(message).any(says));
        if begins && turns.len() < MOST_TURNS && budget.members(1) == 1 {
            turns.push(Turn::default());
        }
        if let Some(turn) = turns.last_mut() {
            turn.add(message, budget);
        }
    }

    fn response(&mut self) -> Json {
        let mut turns: Vec<Json> = self.turns.iter_mut().map(Turn::take).collect();
        match turns.len() {
            0 | 1 => turns.pop().unwrap_or_default(),
            _ => Json::Object(vec![("turns".to_owned(), Json::Array(turns))]),
        }
    }
}

impl Turn {
    fn add(&mut self, message: JsonRef<'_>, budget: &mut Budget) {
        for (name, value) in fields_of(message) {
            match name {
                "serverContent" | "server_content" => {
                    self.in_snake_case |= name == "server_content";
                    self.add_content(value, budget);
                }
                "usageMetadata" | "usage_metadata" => {
                    if let Some(counts) = self.fields.field(name, budget) {
                        counts.update_counts(value, budget);
                    }
                }
                _ => {
                    if let Some(field) = self.fields.field(name, budget) {
                        add_lists(field, value, budget);
                    }
                }
            }
        }
    }

    fn add_content(&mut self, content: JsonRef<'_>, budget: &mut Budget) {
        for (name, value) in fields_of(content) {
            match name {
                "modelTurn" | "model_turn" => self.said.add(value, budget),
                // What was said arrives in pieces.
                "inputTranscription"
                | "input_transcription"
                | "outputTranscription"
                | "output_transcription" => {
                    if let Some(heard) = self.content.field(name, budget) {
                        heard.append(value, budget);
                    }
                }
                _ => {
                    self.is_complete |=
                        matches!(name, "turnComplete" | "turn_complete") && value.as_bool() == Some(true);
                    if let Some(field) = self.content.field(name, budget) {
                        field.update(value, budget);
                    }
                }
            }
        }
    }

    fn take(&mut self) -> Json {
        let (content_name, said_name) = if self.in_snake_case {
            ("server_content", "model_turn")
        } else {
            ("serverContent", "modelTurn")
        };
        let mut content = Vec::new();
        if !self.said.is_empty() {
            content.push((said_name.to_owned(), self.said.take()));
        }
        content.extend(self.content.take_fields());
        let mut fields = Vec::new();
        if !content.is_empty() {
            fields.push((content_name.to_owned(), Json::Object(content)));
        }
        fields.extend(self.fields.take_fields());
        Json::Object(fields)
    }
}

/// Calls follow one another; all else stands for the whole so far.
fn add_lists(field: &mut Growing, value: JsonRef<'_>, budget: &mut Budget) {
    if value.as_object().is_none() {
        field.update(value, budget);
        return;
    }
    field.update(Json::Object(Vec::new()).view(), budget);
    for (name, inner) in fields_of(value) {
        let Some(held) = field.field(name, budget) else { continue };
        match inner {
            JsonRef::Array(_) => list(value, name).iter().for_each(|item| held.push(item, budget)),
            other => held.update(other, budget),
        }
    }
}
