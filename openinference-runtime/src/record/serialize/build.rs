//! The value under construction.
//!
//! It is kept outside of the serialiser's return values, so that a serialisation that is stopped in the middle, because
//! the budget is used up, leaves what it has built so far.

use std::any::type_name;
use std::fmt;

use serde::Serialize;
use serde::ser;

use crate::config::{REDACTED, TraceConfig, limit};
use crate::json::Json;
use crate::json::{MAX_DEPTH, MORE, TOO_DEEP, fields_kept, items_kept};

/// Why a serialisation ended early.
#[derive(Debug)]
pub(super) enum Stop {
    /// There is no room left.
    Full,
    /// The value's implementation returned an error.
    Failed(String),
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full => f.write_str("there is no room left"),
            Self::Failed(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for Stop {}

impl ser::Error for Stop {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::Failed(message.to_string())
    }
}

/// A list or an object that is not complete.
enum Open {
    List { items: Vec<Json>, expected: Option<usize> },
    Object { fields: Vec<(String, Json)>, key: Option<String>, expected: Option<usize> },
}

pub(super) struct Builder<'c> {
    pub(super) config: &'c TraceConfig,
    budget: usize,
    /// Longest single text, in bytes.
    longest: usize,
    open: Vec<Open>,
    root: Json,
}

impl<'c> Builder<'c> {
    pub(super) fn new(config: &'c TraceConfig, budget: usize) -> Self {
        Self { config, budget, longest: config.value_length_limit(), open: Vec::new(), root: Json::Null }
    }

    /// For text that is going to be read rather than shown: nothing is cut.
    pub(super) fn unbounded(config: &'c TraceConfig) -> Self {
        Self { longest: usize::MAX, ..Self::new(config, usize::MAX) }
    }

    pub(super) fn budget(&self) -> usize {
        self.budget
    }

    /// Whether what comes next is all there is.
    pub(super) fn is_whole_value(&self) -> bool {
        self.open.is_empty()
    }

    /// Serialises `value` in the current place.
    pub(super) fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Stop> {
        if is_secrecy(type_name::<T>()) { self.put(Json::from(REDACTED)) } else { value.serialize(self) }
    }

    /// The value as it stands; what is open is closed with a marker.
    pub(super) fn finish(mut self) -> Json {
        while let Some(open) = self.open.pop() {
            let partial = match open {
                Open::List { mut items, expected } => {
                    let kept = items.len();
                    items.push(Json::String(items_kept(kept, expected)));
                    Json::Array(items)
                }
                Open::Object { mut fields, expected, .. } => {
                    let kept = fields.len();
                    fields.push((MORE.to_owned(), Json::String(fields_kept(kept, expected))));
                    Json::Object(fields)
                }
            };
            self.place(partial);
        }
        self.root
    }

    pub(super) fn put(&mut self, value: Json) -> Result<(), Stop> {
        self.spend(weight(&value))?;
        self.place(value);
        Ok(())
    }

    pub(super) fn put_text(&mut self, text: &str) -> Result<(), Stop> {
        if self.config.is_oversized_data_url(text) {
            return self.put(Json::from(self.config.image_stand_in(text)));
        }
        // Before anything is cut, so that nothing is cut in two that would have been found whole.
        let redacted = self.config.redact_text(text);
        let text = &*redacted;
        // A text that is the whole value may be a payload, which can only be read when it is whole.
        let longest = if self.is_whole_value() { usize::MAX } else { self.longest };
        let room = self.budget.saturating_sub(QUOTES).min(longest);
        let whole = text.len() <= room;
        let kept = limit::cut(text, room);
        let kept = if kept.contains('\0') { kept.replace('\0', "") } else { kept.into_owned() };
        if whole || room == longest {
            return self.put(Json::String(kept));
        }
        self.place(Json::String(kept));
        Err(Stop::Full)
    }

    /// Opens a list. `false` when it is nested too deeply: a marker stands for it, and its items are not wanted.
    pub(super) fn open_list(&mut self, expected: Option<usize>) -> Result<bool, Stop> {
        self.open(Open::List { items: Vec::new(), expected })
    }

    /// Opens an object, as [`open_list`](Self::open_list) does a list.
    pub(super) fn open_object(&mut self, expected: Option<usize>) -> Result<bool, Stop> {
        self.open(Open::Object { fields: Vec::new(), key: None, expected })
    }

    fn open(&mut self, open: Open) -> Result<bool, Stop> {
        if self.open.len() >= MAX_DEPTH {
            self.put(Json::from(TOO_DEEP))?;
            return Ok(false);
        }
        self.spend(BRACKETS)?;
        self.open.push(open);
        Ok(true)
    }

    /// Names the next value of the open object.
    pub(super) fn key(&mut self, name: impl Into<String>) -> Result<(), Stop> {
        let name = name.into();
        self.spend(name.len() + QUOTES + 1)?;
        if let Some(Open::Object { key, .. }) = self.open.last_mut() {
            *key = Some(name);
        }
        Ok(())
    }

    /// A field of the open object; the value of a secret is not looked at.
    pub(super) fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Stop> {
        self.key(name)?;
        if self.config.is_secret_field(name) { self.secret(value) } else { self.value(value) }
    }

    /// The value of a field that is named like a secret: not looked at, except among the `properties` of a JSON schema,
    /// where the field only says what such a value would look like.
    pub(super) fn secret<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Stop> {
        if self.is_among_properties() {
            let mut apart = Self::new(self.config, self.budget);
            if apart.value(value).is_ok() {
                let described = apart.finish();
                if is_schema(&described) {
                    self.spend(described.size())?;
                    self.place(described);
                    return Ok(());
                }
            }
        }
        self.put(Json::from(REDACTED))
    }

    fn is_among_properties(&self) -> bool {
        let around = self.open.len().checked_sub(2).and_then(|index| self.open.get(index));
        matches!(around, Some(Open::Object { key: Some(key), .. }) if key == "properties")
    }

    /// Closes what was opened last.
    pub(super) fn close(&mut self) {
        match self.open.pop() {
            Some(Open::List { items, .. }) => self.place(Json::Array(items)),
            Some(Open::Object { fields, .. }) => self.place(Json::Object(fields)),
            None => {}
        }
    }

    fn place(&mut self, value: Json) {
        match self.open.last_mut() {
            Some(Open::List { items, .. }) => items.push(value),
            Some(Open::Object { fields, key, .. }) => {
                if let Some(key) = key.take() {
                    fields.push((key, value));
                }
            }
            None => self.root = value,
        }
    }

    fn spend(&mut self, bytes: usize) -> Result<(), Stop> {
        // And the comma.
        let rest = self.budget.checked_sub(bytes + 1);
        self.budget = rest.unwrap_or_default();
        rest.map(|_| ()).ok_or(Stop::Full)
    }
}

const QUOTES: usize = 2;
const BRACKETS: usize = 2;

/// About the length of the value's text.
fn weight(value: &Json) -> usize {
    match value {
        Json::Null | Json::Bool(_) => 4,
        Json::Int(_) | Json::UInt(_) | Json::Float(_) => 8,
        Json::String(text) => text.len() + QUOTES,
        Json::Array(_) | Json::Object(_) => BRACKETS,
    }
}

/// Whether an object describes values instead of holding one.
fn is_schema(value: &Json) -> bool {
    const TYPES: [&str; 7] = ["string", "number", "integer", "boolean", "object", "array", "null"];
    let is_type = |name: &Json| name.as_str().is_some_and(|name| TYPES.contains(&name));
    value
        .get("type")
        .is_some_and(|kind| is_type(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().all(is_type)))
        || ["$ref", "anyOf", "oneOf", "allOf"].iter().any(|keyword| value.get(keyword).is_some())
}

/// Whether a type is one of the crate `secrecy`, seen through the usual pointers: what somebody has wrapped so that it is
/// not shown is not shown, even where it may be serialised.
fn is_secrecy(mut type_name: &str) -> bool {
    const WRAPPERS: [&str; 7] = [
        "&",
        "mut ",
        "alloc::boxed::Box<",
        "alloc::sync::Arc<",
        "alloc::rc::Rc<",
        "alloc::borrow::Cow<",
        "core::option::Option<",
    ];
    while let Some(inner) = WRAPPERS.iter().find_map(|wrapper| type_name.strip_prefix(wrapper)) {
        type_name = inner;
    }
    type_name.starts_with("secrecy::")
}
