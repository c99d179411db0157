//! Events of a stream. The last one brings the whole response; the others matter when it does not, or when the stream ends
//! before it.

mod item;
mod session;

use self::item::ResponsesItem;
use self::session::Session;
pub(super) use self::session::is_of_session;
use crate::json::{Json, JsonRef};
use crate::providers::read::{count, fields_of, list, some, text};
use crate::providers::stream::{Budget, Growing, Indexed, ResponseBuilder};

/// A response, as far as it has arrived; of a session the last one, with the items of all.
#[derive(Debug, Default)]
pub(super) struct ResponsesEvents {
    response: Growing,
    /// The responses that have begun, by their identifiers.
    begun: Vec<Option<String>>,
    /// What is known of those before the last one beside their items.
    earlier: Vec<Json>,
    /// By the place of their response, then by their own.
    items: Indexed<ResponsesItem>,
    session: Session,
    /// Fields of events that no one here knows.
    rest: Growing,
    is_complete: bool,
    /// The response that the last event has brought, with its output.
    complete: Option<Json>,
    budget: Budget,
}

/// Most responses of one session.
const MOST_RESPONSES: usize = 1024;
/// How far apart the items of two responses are.
const OF_RESPONSE: u64 = 1 << 32;

/// Fields of events that say what an event is of, or are read by their names.
const KNOWN: &[&str] = &[
    "type",
    "event_id",
    "sequence_number",
    "obfuscation",
    "response",
    "response_id",
    "item",
    "item_id",
    "previous_item_id",
    "output_index",
    "content_index",
    "summary_index",
    "annotation_index",
    "command_index",
    "partial_image_index",
    "delta",
    "part",
    "annotation",
    "logprobs",
];

impl ResponseBuilder for ResponsesEvents {
    fn budget(&mut self) -> &mut Budget {
        &mut self.budget
    }

    fn add(&mut self, event: JsonRef<'_>) {
        let Some(kind) = text(event, "type") else { return };
        self.is_complete |= matches!(
            kind,
            "response.completed" | "response.failed" | "response.incomplete" | "response.done"
        );
        if let Some(response) = some(event, "response") {
            if kind == "response.created" {
                self.begin(text(response, "id"));
            }
            if text(response, "object") == Some("realtime.response") {
                self.add_spoken(response);
            } else {
                let is_whole = self.is_complete && !list(response, "output").is_empty();
                self.complete = is_whole.then(|| response.to_json());
                self.add_response(response);
            }
            self.add_rest(event);
        } else if matches!(kind, "response.output_item.added" | "response.output_item.done") {
            if let Some(item) = some(event, "item") {
                let at = self.indexed(event).unwrap_or_else(|| self.place(text(item, "id")));
                let Self { items, budget, .. } = self;
                if let Some(kept) = items.at(at) {
                    kept.add(item, budget);
                }
            }
            self.add_rest(event);
        } else if kind == "error" {
            self.add_error(event);
        } else if kind.starts_with("response.") {
            self.add_event(kind, event);
        } else {
            self.add_to_session(kind, event);
        }
    }

    fn response(&mut self) -> Json {
        if !self.earlier.is_empty() {
            self.collect_complete();
        }
        let mut response = match self.complete.take() {
            Some(Json::Object(fields)) => fields,
            _ => self.collected(),
        };
        let more = self.session.take().into_iter().chain(self.rest.take_fields());
        for (name, value) in more.collect::<Vec<_>>() {
            if !response.iter().any(|(known, _)| *known == name) {
                response.push((name, value));
            }
        }
        Json::Object(response)
    }
}

impl ResponsesEvents {
    /// A response begins. Another one before it is at its end, and what it said stays.
    fn begin(&mut self, id: Option<&str>) {
        if self.begun.iter().any(|known| known.as_deref() == id) || self.begun.len() >= MOST_RESPONSES {
            return;
        }
        if !self.begun.is_empty() {
            self.collect_complete();
            self.response.remove("output");
            self.earlier.push(self.response.take());
            self.is_complete = false;
        }
        self.begun.push(id.map(str::to_owned));
    }

    /// The items of a response that came whole are among the others'.
    fn collect_complete(&mut self) {
        let first = self.first();
        let Self { complete, items, budget, .. } = self;
        let Some(whole) = complete.take() else { return };
        for (at, item) in (first..).zip(list(whole.view(), "output")) {
            if let Some(known) = items.at(at) {
                known.add(item, budget);
            }
        }
        self.response.remove("output");
    }

    /// The place of the last response's first item. Before all responses are items that were there before them.
    fn first(&self) -> u64 {
        place_of(self.begun.len())
    }

    /// The place of the first item of a response.
    fn first_of(&self, response: Option<&str>) -> u64 {
        let known = response.and_then(|id| self.begun.iter().position(|known| known.as_deref() == Some(id)));
        known.map_or_else(|| self.first(), |at| place_of(at + 1))
    }

    /// The place that an event says.
    fn indexed(&self, event: JsonRef<'_>) -> Option<u64> {
        let index = count(event, "output_index")?;
        Some(self.first_of(text(event, "response_id")).saturating_add(index.min(OF_RESPONSE - 1)))
    }

    /// What the events have brought, where the last one has not brought it again.
    fn collected(&mut self) -> Vec<(String, Json)> {
        let collected: Vec<Json> = self.items.iter_mut().map(|(_, item)| item.json()).collect();
        let Json::Object(mut fields) = self.response.take() else {
            return vec![
                ("object".to_owned(), Json::from("response")),
                ("output".to_owned(), Json::Array(collected)),
            ];
        };
        // The status of a response that is still being made is not why it ended.
        fields.retain(|(name, value)| !value.is_null() && (self.is_complete || name != "status"));
        match fields.iter_mut().find(|(name, _)| name == "output") {
            Some((_, Json::Array(output))) if !output.is_empty() => {}
            Some((_, output)) => *output = Json::Array(collected),
            None => fields.push(("output".to_owned(), Json::Array(collected))),
        }
        if !self.earlier.is_empty() {
            fields.push(("responses".to_owned(), Json::Array(std::mem::take(&mut self.earlier))));
        }
        fields
    }

    /// Each response stands for the whole so far.
    fn add_response(&mut self, response: JsonRef<'_>) {
        if self.complete.is_none() {
            let Self { response: kept, budget, .. } = self;
            kept.update(response, budget);
        }
    }

    /// A response by sound, the last of which lacks the sound itself.
    fn add_spoken(&mut self, response: JsonRef<'_>) {
        let first = self.first_of(text(response, "id"));
        let Self { response: kept, items, budget, .. } = self;
        for (at, item) in (first..).zip(list(response, "output")) {
            if let Some(known) = items.at(at) {
                known.add(item, budget);
            }
        }
        for (name, value) in fields_of(response).filter(|(name, _)| *name != "output") {
            if let Some(field) = kept.field(name, budget) {
                field.update(value, budget);
            }
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
            Some(_) => self.items.next().max(self.first()),
            None => self.items.last().unwrap_or_default().max(self.first()),
        })
    }

    fn add_event(&mut self, kind: &str, event: JsonRef<'_>) {
        let Some((part, step)) = kind.strip_prefix("response.").and_then(|kind| kind.rsplit_once('.')) else {
            self.add_rest(event);
            return;
        };
        let at = self.indexed(event).unwrap_or_else(|| self.place(text(event, "item_id")));
        let Self { items, budget, .. } = self;
        let Some(item) = items.at(at) else { return };
        if item.id.is_none() {
            item.id = text(event, "item_id").map(str::to_owned);
        }
        item.add_event(part, step, event, budget);
        self.add_rest_but(event, &["text", "refusal", "arguments", "input", "code", "transcript", "name"]);
    }

    /// An event of a conversation by sound: what is said on both sides, and how it is set up.
    fn add_to_session(&mut self, kind: &str, event: JsonRef<'_>) {
        let item = some(event, "item").filter(|item| !session::is_asked(*item));
        if kind.starts_with("conversation.item.")
            && let Some(item) = item
        {
            let at = self.place(text(item, "id"));
            let Self { items, budget, .. } = self;
            if let Some(kept) = items.at(at) {
                kept.add(item, budget);
            }
        } else {
            let Self { session, budget, .. } = self;
            session.add(kind, event, budget);
        }
    }

    fn add_rest(&mut self, event: JsonRef<'_>) {
        self.add_rest_but(event, &[]);
    }

    /// Keeps the fields that say what nobody here knows.
    fn add_rest_but(&mut self, event: JsonRef<'_>, known: &[&str]) {
        let Self { rest, budget, .. } = self;
        let is_known = |name: &str| KNOWN.contains(&name) || known.contains(&name) || item::has_claimed(name);
        for (name, value) in fields_of(event).filter(|(name, _)| !is_known(name)) {
            if let Some(field) = rest.field(name, budget) {
                field.update(value, budget);
            }
        }
    }
}

fn place_of(response: usize) -> u64 {
    u64::try_from(response).unwrap_or(u64::MAX).saturating_mul(OF_RESPONSE)
}
