//! Calls of tools that arrive in pieces.
//!
//! APIs that are alike differ in how they say which call a piece belongs to. A new identifier begins a call and a known one goes on
//! with it, whatever the index says; without an identifier the index decides, then the place among the pieces that came
//! together; and a name after complete arguments begins a call in any case.

use super::complete::Completeness;
use super::fragments::Budget;
use crate::json::{Items, Json, JsonRef};
use crate::providers::read::{count, some, text};

/// Most calls of one message.
const MOST: usize = 1024;

/// What a call is of: where its name and its arguments stand.
const CALLED: &[(&str, &str)] = &[("function", "arguments"), ("custom", "input")];

/// What is kept of a call while its pieces arrive.
pub(in crate::providers) trait CallValue: Default {
    /// Adds a field of a piece.
    fn append_field(&mut self, name: &str, value: JsonRef<'_>, budget: &mut Budget);

    /// Takes a call that stands for the whole so far.
    fn update(&mut self, call: JsonRef<'_>, budget: &mut Budget);

    /// The name in the field `called`, as far as it has arrived.
    fn name_in(&mut self, called: &str) -> Option<&str>;

    /// The whole call.
    fn into_json(self) -> Json;
}

/// The calls of one message.
#[derive(Debug)]
pub(in crate::providers) struct Calls<V>(Vec<Call<V>>);

impl<V> Default for Calls<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

#[derive(Debug, Default)]
struct Call<V> {
    index: Option<u64>,
    id: Option<String>,
    call: V,
    name: String,
    arguments: Completeness,
}

impl<V: CallValue> Calls<V> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds pieces that came together.
    pub(super) fn append(&mut self, pieces: Items<'_>, budget: &mut Budget) {
        for (at, piece) in pieces.iter().enumerate() {
            self.append_one(piece, (pieces.len() > 1).then_some(at), budget);
        }
    }

    fn append_one(&mut self, piece: JsonRef<'_>, together: Option<usize>, budget: &mut Budget) {
        let place = self.place(piece, together);
        if place >= self.0.len() {
            if self.0.len() >= MOST || budget.members(1) == 0 {
                return;
            }
            self.0.push(Call::default());
        }
        let last = self.0.len().saturating_sub(1);
        if let Some(call) = self.0.get_mut(place.min(last)) {
            call.append(piece, budget);
        }
    }

    /// Adds calls that are whole.
    pub(super) fn update(&mut self, calls: Items<'_>, budget: &mut Budget) {
        for (at, call) in calls.iter().enumerate() {
            let known = text(call, "id").and_then(|id| self.by_id(id)).unwrap_or(at);
            match self.0.get_mut(known) {
                Some(known) => known.call.update(call, budget),
                None => self.append_one(call, None, budget),
            }
        }
    }

    pub(super) fn take(self) -> Json {
        Json::Array(self.0.into_iter().map(Call::into_json).collect())
    }

    fn by_id(&self, id: &str) -> Option<usize> {
        self.0.iter().rposition(|call| call.id.as_deref() == Some(id))
    }

    /// Where a piece belongs: the place of a call, or the end for a new one.
    fn place(&self, piece: JsonRef<'_>, together: Option<usize>) -> usize {
        let new = self.0.len();
        let index = count(piece, "index");
        let by_index = index.and_then(|index| self.0.iter().rposition(|call| call.index == Some(index)));
        if let Some(id) = text(piece, "id") {
            // A call that was begun without an identifier may be given one.
            let unnamed = |place: &usize| self.0.get(*place).is_some_and(|call| call.id.is_none());
            return self.by_id(id).or(by_index.filter(unnamed)).unwrap_or(new);
        }
        let place = match (index, together) {
            (Some(_), _) => by_index.unwrap_or(new),
            (None, Some(at)) => at,
            (None, None) => new.saturating_sub(1),
        };
        match self.0.get(place) {
            Some(call) if call.is_followed_by(piece) => new,
            Some(_) => place,
            None => new,
        }
    }
}

/// The called function in a piece, and the name of its arguments.
fn called(piece: JsonRef<'_>) -> Option<(&'static str, &'static str, JsonRef<'_>)> {
    CALLED.iter().find_map(|(name, arguments)| Some((*name, *arguments, some(piece, name)?)))
}

impl<V: CallValue> Call<V> {
    /// Whether a piece without an identifier begins another call: it names one, and the arguments of this one are complete.
    fn is_followed_by(&self, piece: JsonRef<'_>) -> bool {
        let Some((_, arguments, called)) = called(piece) else { return false };
        let adds = some(called, arguments).is_some_and(|piece| piece.as_str() != Some(""));
        text(called, "name").is_some_and(|name| self.arguments.is_complete() && (adds || name != self.name))
    }

    fn append(&mut self, piece: JsonRef<'_>, budget: &mut Budget) {
        self.index = count(piece, "index").or(self.index);
        if self.id.is_none() {
            self.id = text(piece, "id").map(str::to_owned);
        }
        let Some(fields) = piece.as_object() else { return };
        for (name, value) in fields.iter().filter(|(name, _)| *name != "index") {
            self.call.append_field(name, value, budget);
        }
        let Some((name, arguments, called)) = called(piece) else { return };
        if let Some(known) = self.call.name_in(name) {
            known.clone_into(&mut self.name);
        }
        match some(called, arguments) {
            Some(JsonRef::String(piece)) => self.arguments.push(piece),
            Some(_) => self.arguments.set(),
            None => {}
        }
    }

    fn into_json(self) -> Json {
        self.call.into_json()
    }
}
