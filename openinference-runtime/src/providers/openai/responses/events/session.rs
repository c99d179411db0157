//! Events of a conversation by sound (Realtime) that are of no response: what the user says, and how the session is set up.

use crate::json::{Json, JsonRef};
use crate::providers::read::{count, fields_of, some, text};
use crate::providers::stream::{Budget, Growing};

/// What is known of a session beside its responses.
#[derive(Debug, Default)]
pub(super) struct Session {
    session: Growing,
    /// What the user has said, and what tools have answered.
    asked: Vec<Asked>,
    /// Whatever else has happened, by the name of the event.
    happened: Growing,
}

#[derive(Debug, Default)]
struct Asked {
    id: Option<String>,
    item: Growing,
    /// Whether its text comes in pieces; what comes in segments is the same again.
    has_pieces: bool,
}

/// Most items of a session.
const MOST: usize = 1024;
/// Families of events.
const FAMILIES: &[&str] = &["session.", "conversation.item.", "input_audio_buffer.", "rate_limits."];

/// Whether an event is of a session, and of no response.
pub(in crate::providers::openai::responses) fn is_of_session(event: JsonRef<'_>) -> bool {
    let is_of = |kind: &str| FAMILIES.iter().any(|family| kind.starts_with(family));
    text(event, "type").is_some_and(is_of)
        && ["session", "item", "item_id", "rate_limits"].iter().any(|name| some(event, name).is_some())
}

/// Whether an item of a conversation is not the model's.
pub(super) fn is_asked(item: JsonRef<'_>) -> bool {
    matches!(text(item, "role"), Some("user" | "system"))
        || text(item, "type").is_some_and(|kind| kind.ends_with("_output"))
}

impl Session {
    pub(super) fn add(&mut self, kind: &str, event: JsonRef<'_>, budget: &mut Budget) {
        if kind.starts_with("session.")
            && let Some(session) = some(event, "session")
        {
            self.session.update(session, budget);
        } else if kind.starts_with("conversation.item.")
            && let Some(item) = some(event, "item")
        {
            if let Some(kept) = self.asked(text(item, "id")) {
                kept.item.update(item, budget);
            }
        } else if let Some(step) = kind.strip_prefix("conversation.item.input_audio_transcription.") {
            self.add_transcript(step, event, budget);
        } else {
            let told = |name: &str| !matches!(name, "type" | "event_id");
            let fields: Vec<_> = fields_of(event).filter(|(name, _)| told(name)).collect();
            if let Some(happened) = self.happened.field(kind, budget).filter(|_| !fields.is_empty()) {
                for (name, value) in fields {
                    if let Some(field) = happened.field(name, budget) {
                        field.update(value, budget);
                    }
                }
            }
        }
    }

    /// What the user has said, as text: a part of the item, which counts and probabilities stand beside.
    fn add_transcript(&mut self, step: &str, event: JsonRef<'_>, budget: &mut Budget) {
        let Some(Asked { item, has_pieces, .. }) = self.asked(text(event, "item_id")) else { return };
        for (name, value) in [("type", "message"), ("role", "user")] {
            if let Some(field) = item.field(name, budget)
                && field.is_nothing()
            {
                field.update(JsonRef::String(value), budget);
            }
        }
        if let Some(id) = some(event, "item_id")
            && let Some(field) = item.field("id", budget)
        {
            field.update(id, budget);
        }
        if step == "segment"
            && let Some(segments) = item.field("segments", budget)
        {
            segments.push(event, budget);
        }
        *has_pieces |= step == "delta";
        let at = count(event, "content_index").unwrap_or_default();
        let index = Json::Object(vec![
            ("index".to_owned(), Json::from(usize::try_from(at).unwrap_or_default())),
            ("type".to_owned(), Json::from("input_audio")),
        ]);
        let Some(content) = item.field("content", budget) else { return };
        if let Some(whole) = some(event, "transcript") {
            let part = with(&index, "transcript", whole.to_json());
            content.update(Json::Array(vec![part]).view(), budget);
        } else if let Some(piece) =
            some(event, "delta").or_else(|| some(event, "text").filter(|_| !*has_pieces))
        {
            content.append_part(with(&index, "transcript", piece.to_json()).view(), budget);
        }
        for (name, value) in fields_of(event).filter(|_| step != "segment") {
            if !matches!(
                name,
                "type" | "event_id" | "item_id" | "content_index" | "transcript" | "delta" | "obfuscation"
            ) && let Some(field) = item.field(name, budget)
            {
                field.append(value, budget);
            }
        }
    }

    fn asked(&mut self, id: Option<&str>) -> Option<&mut Asked> {
        let known = self.asked.iter().position(|asked| asked.id.as_deref() == id);
        let at = match known {
            Some(at) => at,
            None if self.asked.len() < MOST => {
                self.asked.push(Asked { id: id.map(str::to_owned), ..Asked::default() });
                self.asked.len() - 1
            }
            None => return None,
        };
        self.asked.get_mut(at)
    }

    /// The fields that the session adds to a response.
    pub(super) fn take(&mut self) -> Vec<(String, Json)> {
        let asked: Vec<Json> = self.asked.drain(..).map(|mut asked| asked.item.take()).collect();
        let mut fields = Vec::new();
        if !self.session.is_nothing() {
            fields.push(("session".to_owned(), self.session.take()));
        }
        if !asked.is_empty() {
            fields.push(("input".to_owned(), Json::Array(asked)));
        }
        if !self.happened.is_nothing() {
            fields.push(("events".to_owned(), self.happened.take()));
        }
        fields
    }
}

fn with(object: &Json, name: &str, value: Json) -> Json {
    let Json::Object(fields) = object else { return Json::Null };
    Json::Object(fields.iter().cloned().chain([(name.to_owned(), value)]).collect())
}
