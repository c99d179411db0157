//! What a recorded value is, and the trait by which a type says so itself.

use std::rc::Rc;
use std::sync::{Arc, Mutex, RwLock, TryLockError};

use serde::Serialize;

use super::serialize::{LOCKED, as_text};
use super::to_tape;
use super::written_json::WrittenJson;
use crate::json::{FieldName, Json, JsonRef, Tape};
use crate::{
    attributes::Attributes,
    config::TraceConfig,
    semconv::{MimeType, SpanKind},
    value::Chunk,
};

/// A value on its way into `input.value` or `output.value`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Recorded {
    /// Plain text; `text/plain` when it stands alone.
    Text(String),
    /// Structured; `application/json`.
    Json(Json),
    /// The same, as recording has written it. What is only text is [`Recorded::Text`].
    #[doc(hidden)]
    Tape(Tape),
    /// The same, written already: of typed values, in which no format of a provider is looked for.
    #[doc(hidden)]
    Written(WrittenJson),
}

/// The same kind and the same value, however it is kept.
impl PartialEq for Recorded {
    fn eq(&self, other: &Self) -> bool {
        self.mime_type() == other.mime_type() && self.view() == other.view()
    }
}

impl Recorded {
    /// A string stays text; everything else is JSON.
    pub fn from_json(json: Json) -> Self {
        match json {
            Json::String(text) => Self::Text(text),
            other => Self::Json(other),
        }
    }

    /// As [`from_json`](Self::from_json), of a value that was recorded.
    pub(crate) fn from_tape(tape: Tape) -> Self {
        match tape.view() {
            JsonRef::String(text) => Self::Text(text.to_owned()),
            _ => Self::Tape(tape),
        }
    }

    /// A typed value: as text where nothing has to be done to it, else on a tape.
    pub(crate) fn of_typed<T: Serialize + ?Sized>(
        value: &T,
        config: &TraceConfig,
        budget: usize,
    ) -> Option<Self> {
        match as_text(value, config, budget) {
            Some(text) => Some(Self::Written(WrittenJson::new(text))),
            None => to_tape(value, config, budget).ok().map(Self::from_tape),
        }
    }

    pub(crate) fn into_json(self) -> Json {
        match self {
            Self::Text(text) => Json::String(text),
            Self::Json(json) => json,
            Self::Tape(tape) => Json::from(&tape),
            Self::Written(json) => json.view().to_json(),
        }
    }

    /// Whether it says itself what it means.
    pub(crate) fn is_written(&self) -> bool {
        matches!(self, Self::Written(_))
    }

    /// Whether nothing in it is left to be hidden, as it was recorded under the same configuration.
    pub(crate) fn is_clean(&self) -> bool {
        match self {
            Self::Written(_) => true,
            Self::Tape(tape) => tape.is_clean(),
            Self::Text(_) | Self::Json(_) => false,
        }
    }

    /// The values of an object, under their names.
    pub(crate) fn object<'a>(members: impl Iterator<Item = (&'static str, &'a Self)>) -> Self {
        let mut tape = Tape::take();
        tape.open_object(None);
        for (name, value) in members {
            tape.static_name(FieldName::new(name));
            tape.copy_of(value.view());
        }
        tape.close();
        Self::Tape(tape)
    }

    /// Whether it has fields.
    pub(crate) fn is_object(&self) -> bool {
        match self {
            Self::Written(json) => json.text().starts_with('{'),
            _ => self.view().as_object().is_some(),
        }
    }

    /// The value to read.
    pub(crate) fn view(&self) -> JsonRef<'_> {
        match self {
            Self::Text(text) => JsonRef::String(text),
            Self::Json(json) => json.view(),
            Self::Tape(tape) => tape.view(),
            Self::Written(json) => json.view(),
        }
    }

    /// The same in no more memory than it needs, for what is kept.
    pub(crate) fn compact(self) -> Self {
        match self {
            Self::Tape(tape) => Self::Json(Json::from(&tape)),
            other => other,
        }
    }

    /// Bytes of text, roughly.
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Written(json) => json.text().len(),
            Self::Json(_) | Self::Tape(_) => self.view().size(),
        }
    }

    pub(crate) fn mime_type(&self) -> MimeType {
        match self {
            Self::Text(_) => MimeType::Text,
            Self::Json(_) | Self::Tape(_) | Self::Written(_) => MimeType::Json,
        }
    }

    pub(crate) fn into_text(self, config: &TraceConfig) -> String {
        match self {
            Self::Text(text) => text,
            Self::Written(json) => json.into_text(),
            Self::Json(_) | Self::Tape(_) => self.view().write(config.value_length_limit()),
        }
    }
}

/// Which end of the call a value stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Side {
    /// An argument.
    Input,
    /// The result, or one item of a stream.
    Output,
}

/// How a type wants to appear in spans. Preferred over `Serialize`, which is preferred over `Debug`.
pub trait Record {
    /// The value for `input.value` or `output.value`; `None` leaves it out.
    fn record(&self, config: &TraceConfig) -> Option<Recorded>;

    /// Further attributes (messages, documents, token counts) of the span that the value belongs to.
    fn attributes(&self, side: Side, kind: SpanKind, out: &mut Attributes<'_>) {
        let _ = (side, kind, out);
    }

    /// What a list of such values looks like in a span.
    fn record_list(items: &[Self], config: &TraceConfig) -> Option<Recorded>
    where
        Self: Sized,
    {
        let recorded: Vec<Json> =
            items.iter().filter_map(|item| item.record(config)).map(Recorded::into_json).collect();
        // What none of the items shows, the list does not show either.
        (items.is_empty() || !recorded.is_empty()).then_some(Recorded::Json(Json::Array(recorded)))
    }

    /// Like [`attributes`](Self::attributes), for all members of a list at once: what is indexed needs it.
    fn list_attributes(items: &[Self], side: Side, kind: SpanKind, out: &mut Attributes<'_>)
    where
        Self: Sized,
    {
        let _ = (items, side, kind, out);
    }

    /// Of an item of a stream in which a model answers: what it adds to the answer. Such items are put together as they
    /// pass, and are neither recorded nor asked for attributes one by one.
    fn chunk(&self, config: &TraceConfig) -> Option<Chunk> {
        let _ = config;
        None
    }
}

macro_rules! record_through {
    ($($pointer:ty),* $(,)?) => {$(
        impl<T: Record + ?Sized> Record for $pointer {
            fn record(&self, config: &TraceConfig) -> Option<Recorded> {
                (**self).record(config)
            }

            fn attributes(&self, side: Side, kind: SpanKind, out: &mut Attributes<'_>) {
                (**self).attributes(side, kind, out);
            }

            fn chunk(&self, config: &TraceConfig) -> Option<Chunk> {
                (**self).chunk(config)
            }
        }
    )*};
}

record_through!(&T, &mut T, Box<T>, Rc<T>, Arc<T>);

impl<T: Record> Record for Option<T> {
    fn record(&self, config: &TraceConfig) -> Option<Recorded> {
        self.as_ref()?.record(config)
    }

    fn attributes(&self, side: Side, kind: SpanKind, out: &mut Attributes<'_>) {
        if let Some(value) = self {
            value.attributes(side, kind, out);
        }
    }

    fn chunk(&self, config: &TraceConfig) -> Option<Chunk> {
        self.as_ref()?.chunk(config)
    }
}

impl<T: Record> Record for Vec<T> {
    fn record(&self, config: &TraceConfig) -> Option<Recorded> {
        self.as_slice().record(config)
    }

    fn attributes(&self, side: Side, kind: SpanKind, out: &mut Attributes<'_>) {
        T::list_attributes(self, side, kind, out);
    }
}

impl<T: Record> Record for [T] {
    fn record(&self, config: &TraceConfig) -> Option<Recorded> {
        T::record_list(self, config)
    }

    fn attributes(&self, side: Side, kind: SpanKind, out: &mut Attributes<'_>) {
        T::list_attributes(self, side, kind, out);
    }
}

impl<T: Record, const N: usize> Record for [T; N] {
    fn record(&self, config: &TraceConfig) -> Option<Recorded> {
        self.as_slice().record(config)
    }

    fn attributes(&self, side: Side, kind: SpanKind, out: &mut Attributes<'_>) {
        T::list_attributes(self, side, kind, out);
    }
}

// A lock that is the whole value is read where nobody holds it just now; one that stands within another value never is, because
// its `Serialize` would wait.
macro_rules! record_without_waiting {
    ($($lock:ident::$try:ident),* $(,)?) => {$(
        impl<T: Serialize + ?Sized> Record for $lock<T> {
            fn record(&self, config: &TraceConfig) -> Option<Recorded> {
                let held = match self.$try() {
                    Ok(held) => held,
                    Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
                    Err(TryLockError::WouldBlock) => return Some(Recorded::Text(LOCKED.to_owned())),
                };
                to_tape(&*held, config, config.value_length_limit().saturating_mul(4)).ok().map(Recorded::from_tape)
            }
        }
    )*};
}

record_without_waiting!(Mutex::try_lock, RwLock::try_read);
