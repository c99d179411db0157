//! A JSON value that grows with the pieces of a stream.
//!
//! There are two ways to add to it. [`Growing::update`] takes what stands for the whole so far: the last value that says
//! something counts. [`Growing::append`] takes what is new: texts follow one another. In both, what says nothing (`null`, an
//! empty text, zero, an empty list) never replaces what is known, objects are joined field by field, and lists item by item:
//! by index, by identifier, else by type or place. So a field that nobody here knows survives.

use super::calls::{CallValue, Calls};
use super::fields::{HOLDERS, PIECES, PIECES_OR_WHOLE, is_usage, says_nothing};
use super::fragments::{Budget, Fragments};
use crate::json::{Items, Json, JsonRef};
use crate::providers::read::{count, list, text};

/// Most fields of one object, and most items of one list.
const MOST: usize = 1024;

/// A JSON value under construction.
#[derive(Debug, Default)]
pub(in crate::providers) enum Growing {
    #[default]
    Nothing,
    /// A number or a boolean.
    Whole(Json),
    Text(Fragments),
    Object(Vec<(String, Growing)>),
    List(Vec<Growing>),
    /// Calls of tools.
    Calls(Calls<Growing>),
}

impl Growing {
    /// Adds a value that stands for the whole so far.
    pub(in crate::providers) fn update(&mut self, value: JsonRef<'_>, budget: &mut Budget) {
        self.update_with(value, false, budget);
    }

    /// As [`update`](Self::update), of counts that only grow: the greatest counts.
    pub(in crate::providers) fn update_counts(&mut self, value: JsonRef<'_>, budget: &mut Budget) {
        self.update_with(value, true, budget);
    }

    fn update_with(&mut self, value: JsonRef<'_>, greatest: bool, budget: &mut Budget) {
        if says_nothing(value) && !matches!(self, Self::Nothing) {
            return;
        }
        match (&mut *self, value) {
            (Self::Object(_), JsonRef::Object(fields)) => {
                for (name, value) in fields.iter() {
                    let greatest = greatest || is_usage(name);
                    if let Some(field) = self.field(name, budget) {
                        field.update_with(value, greatest, budget);
                    }
                }
            }
            (Self::List(known), JsonRef::Array(items)) => {
                for (at, item) in items.iter().enumerate() {
                    update_item(known, at, item, greatest, budget);
                }
            }
            (Self::Calls(calls), JsonRef::Array(items)) => calls.update(items, budget),
            (Self::Text(known), JsonRef::String(text)) => known.set(text, budget),
            (Self::Whole(known), _) if greatest && known.as_f64() > value.as_f64() => {}
            _ => *self = Self::of(value, budget),
        }
    }

    /// Adds a value that is new: what is text is a piece of a text.
    pub(in crate::providers) fn append(&mut self, value: JsonRef<'_>, budget: &mut Budget) {
        match value {
            JsonRef::String(piece) => self.append_text(piece, budget),
            JsonRef::Array(items) => self.append_items(items, budget),
            JsonRef::Object(fields) if matches!(self, Self::Nothing | Self::Object(_)) => {
                for (name, value) in fields.iter() {
                    self.append_field(name, value, budget);
                }
                if fields.len() == 0 && matches!(self, Self::Nothing) {
                    *self = Self::Object(Vec::new());
                }
            }
            // A part, where a list of parts is expected.
            part @ JsonRef::Object(_) if matches!(self, Self::List(_)) => self.append_item(part, budget),
            other => self.update(other, budget),
        }
    }

    /// Adds a field of an object whose texts arrive in pieces.
    pub(in crate::providers) fn append_field(&mut self, name: &str, value: JsonRef<'_>, budget: &mut Budget) {
        if value.is_null() {
            return;
        }
        let is_piece = |value: JsonRef<'_>| value.as_str().is_none() || PIECES.contains(&name);
        let Some(field) = self.field(name, budget) else { return };
        if name == "tool_calls" {
            if !matches!(field, Self::Calls(_)) {
                *field = Self::Calls(Calls::default());
            }
            if let (Self::Calls(calls), Some(items)) = (field, value.as_array()) {
                calls.append(items, budget);
            }
        } else if PIECES_OR_WHOLE.contains(&name) {
            if value.as_str().is_none_or(|text| !field.is_text(text)) {
                field.append(value, budget);
            }
        } else if is_usage(name) {
            field.update_counts(value, budget);
        } else if value.as_object().is_some() && !HOLDERS.contains(&name) {
            field.update(value, budget);
        } else if is_piece(value) {
            field.append(value, budget);
        } else {
            field.update(value, budget);
        }
    }

    /// Adds an item to a list.
    pub(in crate::providers) fn push(&mut self, item: JsonRef<'_>, budget: &mut Budget) {
        if !matches!(self, Self::List(_)) {
            *self = Self::List(Vec::new());
        }
        if let Self::List(known) = self
            && known.len() < MOST
            && budget.members(1) == 1
        {
            known.push(Self::of(item, budget));
        }
    }

    /// Adds a part to a list of parts: a text goes on with the last one, if that is a text too.
    pub(in crate::providers) fn append_part(&mut self, part: JsonRef<'_>, budget: &mut Budget) {
        if part.is_null() {
            return;
        }
        self.append_items(Items::default(), budget);
        self.append_item(part, budget);
    }

    /// The field of that name, which is made where there is none; `None` where there are too many. What is no object
    /// becomes one.
    pub(in crate::providers) fn field(&mut self, name: &str, budget: &mut Budget) -> Option<&mut Self> {
        if !matches!(self, Self::Object(_)) {
            *self = Self::Object(Vec::new());
        }
        let Self::Object(fields) = self else { return None };
        let at = match fields.iter().position(|(known, _)| known == name) {
            Some(at) => at,
            None if fields.len() < MOST && budget.name(name) => {
                fields.push((name.to_owned(), Self::Nothing));
                fields.len() - 1
            }
            None => return None,
        };
        fields.get_mut(at).map(|(_, value)| value)
    }

    /// The field of that name, if there is one.
    pub(in crate::providers) fn get_mut(&mut self, name: &str) -> Option<&mut Self> {
        let Self::Object(fields) = self else { return None };
        fields.iter_mut().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Takes a field out.
    pub(in crate::providers) fn remove(&mut self, name: &str) -> Option<Self> {
        let Self::Object(fields) = self else { return None };
        let at = fields.iter().position(|(known, _)| known == name)?;
        Some(fields.remove(at).1)
    }

    /// As [`get_mut`](Self::get_mut), to look at.
    pub(in crate::providers) fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(fields) = self else { return None };
        fields.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The text of a field, as far as it has arrived.
    pub(in crate::providers) fn text_of(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Self::Text(text) => Some(text.as_str()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    pub(in crate::providers) fn is_nothing(&self) -> bool {
        match self {
            Self::Nothing | Self::Whole(Json::Null) => true,
            Self::Whole(_) => false,
            Self::Text(text) => text.is_empty(),
            Self::Object(fields) => fields.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Calls(calls) => calls.is_empty(),
        }
    }

    /// The value; what has not come is `null`, or left out of its object.
    pub(in crate::providers) fn take(&mut self) -> Json {
        match std::mem::take(self) {
            Self::Nothing => Json::Null,
            Self::Whole(value) => value,
            Self::Text(mut text) => Json::String(text.take()),
            Self::Object(fields) => Json::Object(
                fields
                    .into_iter()
                    .filter(|(_, value)| !matches!(value, Self::Nothing))
                    .map(|(name, mut value)| (name, value.take()))
                    .collect(),
            ),
            Self::List(items) => Json::Array(items.into_iter().map(|mut item| item.take()).collect()),
            Self::Calls(calls) => calls.take(),
        }
    }

    /// The fields of an object that have come.
    pub(in crate::providers) fn take_fields(&mut self) -> Vec<(String, Json)> {
        match self.take() {
            Json::Object(mut fields) => {
                fields.retain(|(_, value)| !value.is_null());
                fields
            }
            _ => Vec::new(),
        }
    }

    pub(in crate::providers) fn of(value: JsonRef<'_>, budget: &mut Budget) -> Self {
        match value {
            JsonRef::String(text) => {
                let mut kept = Fragments::default();
                kept.add(text, budget);
                Self::Text(kept)
            }
            JsonRef::Array(items) => {
                let room = budget.members(items.len().min(MOST));
                Self::List(items.iter().take(room).map(|item| Self::of(item, budget)).collect())
            }
            JsonRef::Object(fields) => {
                let room = budget.members(fields.len().min(MOST));
                let kept =
                    fields.iter().take(room).map(|(name, value)| (name.to_owned(), Self::of(value, budget)));
                Self::Object(kept.collect())
            }
            other => Self::Whole(other.to_json()),
        }
    }

    fn is_text(&self, other: &str) -> bool {
        matches!(self, Self::Text(text) if text.as_str() == other)
    }

    fn append_text(&mut self, piece: &str, budget: &mut Budget) {
        match self {
            Self::Text(text) => text.add(piece, budget),
            // A text after parts is one of them.
            Self::List(_) if piece.is_empty() => {}
            Self::List(_) => {
                let part = [("type".to_owned(), Json::from("text")), ("text".to_owned(), Json::from(piece))];
                self.append_item(Json::Object(part.into()).view(), budget);
            }
            Self::Nothing | Self::Whole(_) => {
                let mut text = Fragments::default();
                text.add(piece, budget);
                *self = Self::Text(text);
            }
            Self::Object(_) | Self::Calls(_) => {}
        }
    }

    fn append_items(&mut self, items: Items<'_>, budget: &mut Budget) {
        if let Self::Text(text) = self {
            // Parts after a text: the text is one of them.
            let text = text.take();
            *self = Self::List(Vec::new());
            self.append_text(&text, budget);
        }
        if !matches!(self, Self::List(_)) {
            *self = Self::List(Vec::new());
        }
        for item in items {
            self.append_item(item, budget);
        }
    }

    fn append_item(&mut self, item: JsonRef<'_>, budget: &mut Budget) {
        let Self::List(known) = self else { return };
        match place(known, item) {
            Some(at) => {
                if let Some(known) = known.get_mut(at) {
                    known.append(item, budget);
                }
            }
            None if known.len() < MOST && budget.members(1) == 1 => known.push(Self::of(item, budget)),
            None => {}
        }
    }
}

/// Of a list that stands for the whole so far: an item is the one with its index or identifier, else the one at its place if
/// it is the same, else new.
fn update_item(known: &mut Vec<Growing>, at: usize, item: JsonRef<'_>, greatest: bool, budget: &mut Budget) {
    if let Some(place) = by_name(known, item) {
        if let Some(known) = known.get_mut(place) {
            known.update_with(item, greatest, budget);
        }
        return;
    }
    let is_same = |known: &Growing| known.is(item);
    if !known.get(at).is_some_and(is_same)
        && !known.iter().any(is_same)
        && known.len() < MOST
        && budget.members(1) == 1
    {
        known.push(Growing::of(item, budget));
    }
}

impl Growing {
    /// Whether this is `value` already.
    fn is(&self, value: JsonRef<'_>) -> bool {
        match (self, value) {
            (Self::Nothing, JsonRef::Null) => true,
            (Self::Whole(known), value) => known.view() == value,
            (Self::Text(known), JsonRef::String(value)) => known.as_str() == value,
            (Self::List(known), JsonRef::Array(items)) => {
                known.len() == items.len()
                    && known.iter().zip(items.iter()).all(|(known, item)| known.is(item))
            }
            (Self::Object(known), JsonRef::Object(fields)) => {
                known.len() == fields.len()
                    && known
                        .iter()
                        .zip(fields.iter())
                        .all(|((name, known), (other, value))| name == other && known.is(value))
            }
            _ => false,
        }
    }

    fn index(&self) -> Option<i64> {
        let Self::Object(fields) = self else { return None };
        fields.iter().find_map(|(name, value)| match value {
            Self::Whole(index) if name == "index" => index.as_i64(),
            _ => None,
        })
    }
}

/// The item with the index or the identifier of this one.
fn by_name(known: &[Growing], item: JsonRef<'_>) -> Option<usize> {
    if let Some(index) = count(item, "index") {
        let index = i64::try_from(index).ok();
        return known.iter().rposition(|known| known.index() == index);
    }
    let id = text(item, "id")?;
    known.iter().rposition(|known| known.text_of("id") == Some(id))
}

/// The item that a new one goes on with: that of the same index or identifier, else the last one if it is of the same type and
/// both are texts.
fn place(known: &[Growing], item: JsonRef<'_>) -> Option<usize> {
    if count(item, "index").is_some() || text(item, "id").is_some() {
        return by_name(known, item);
    }
    let is_text = ["text", "thinking", "summary"]
        .iter()
        .any(|name| text(item, name).is_some() || !list(item, name).is_empty())
        || text(item, "signature").is_some();
    let last = known.len().checked_sub(1)?;
    (is_text && known.get(last)?.text_of("type") == text(item, "type")).then_some(last)
}

impl CallValue for Growing {
    fn append_field(&mut self, name: &str, value: JsonRef<'_>, budget: &mut Budget) {
        self.append_field(name, value, budget);
    }

    fn update(&mut self, call: JsonRef<'_>, budget: &mut Budget) {
        self.update(call, budget);
    }

    fn name_in(&mut self, called: &str) -> Option<&str> {
        self.get_mut(called)?.text_of("name")
    }

    fn into_json(mut self) -> Json {
        self.take()
    }
}
