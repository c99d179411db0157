//! From a borrowed value to a [`Recorded`] one, without ever failing or panicking.

use std::fmt::Debug;

use crate::foreign_code;
use crate::panics::catch_panic;

use super::{RecordError, Recorded, Side, format_debug};
use crate::json::Json;
use crate::{attributes::Attributes, config::TraceConfig, semconv::SpanKind, value::Chunk};

/// What stands where a value's own code failed.
pub(crate) const FAILED: &str = "<could not be recorded>";

/// A borrowed value and the way it was found to be recordable. Nothing is formatted until it is asked for.
#[derive(Clone, Copy)]
#[must_use]
pub struct Captured<'a>(pub(super) How<'a>);

#[derive(Clone, Copy)]
pub(super) enum How<'a> {
    Record(&'a dyn RecordDyn),
    Serialize(&'a dyn SerializeDyn),
    Debug(&'a dyn Debug),
    Skipped,
}

pub(super) trait RecordDyn {
    fn record_dyn(&self, config: &TraceConfig) -> Option<Recorded>;
    fn attributes_dyn(&self, side: Side, kind: SpanKind, out: &mut Attributes<'_>);
    fn chunk_dyn(&self, config: &TraceConfig) -> Option<Chunk>;
}

pub(super) trait SerializeDyn {
    fn serialize_dyn(&self, config: &TraceConfig, budget: usize) -> Result<Recorded, RecordError>;
    /// Used when serialising fails.
    fn type_name(&self) -> &'static str;
}

impl<'a> Captured<'a> {
    /// A value that serialises.
    pub(crate) fn serialize<T: serde::Serialize + ?Sized>(value: &'a &'a T) -> Self {
        Self(How::Serialize(value))
    }

    /// Neither recorded nor mentioned.
    pub const SKIPPED: Self = Self(How::Skipped);

    /// True when there is nothing to record, whatever the value.
    pub(crate) fn is_skipped(&self) -> bool {
        matches!(self.0, How::Skipped)
    }

    /// `budget` bounds the bytes that are read from a value that serialises.
    pub(crate) fn record(&self, config: &TraceConfig, budget: usize) -> Option<Recorded> {
        catch_foreign(|| match self.0 {
            How::Record(value) => value.record_dyn(config),
            // A function that returns nothing has no output.
            How::Serialize(value) if value.type_name() == "()" => None,
            How::Serialize(value) => Some(
                value
                    .serialize_dyn(config, budget)
                    .unwrap_or_else(|error| Recorded::Text(format!("<{}: {error}>", value.type_name()))),
            ),
            How::Debug(value) => Some(Recorded::Text(
                format_debug(value, config.recording_limit(), config).unwrap_or_else(|_| FAILED.to_owned()),
            )),
            How::Skipped => None,
        })
        .unwrap_or_else(|| Some(Recorded::Text(FAILED.to_owned())))
    }

    /// Whether the value may bring attributes along.
    pub(crate) fn has_attributes(&self) -> bool {
        matches!(self.0, How::Record(_))
    }

    /// The attributes that the value brings along by its own [`Record`].
    pub(crate) fn attributes(&self, side: Side, kind: SpanKind, out: &mut Attributes<'_>) {
        if let How::Record(value) = self.0 {
            let _ = catch_foreign(|| value.attributes_dyn(side, kind, out));
        }
    }

    /// What the value adds to an answer that comes as a stream.
    pub(crate) fn chunk(&self, config: &TraceConfig) -> Option<Chunk> {
        match self.0 {
            How::Record(value) => catch_foreign(|| value.chunk_dyn(config)).flatten(),
            _ => None,
        }
    }
}

impl Recorded {
    /// What `value` serialises to; a marker where it cannot.
    pub fn of<T: serde::Serialize + ?Sized>(value: &T, config: &TraceConfig) -> Option<Self> {
        let budget = config.value_length_limit().saturating_mul(4);
        match Captured::serialize(&value).record(config, budget)? {
            Self::Tape(tape) => Some(Self::Json(Json::from(&tape))),
            other => Some(other),
        }
    }
}

/// Runs the code of a value: `None` when it panicked. It makes no spans.
fn catch_foreign<T>(f: impl FnOnce() -> T) -> Option<T> {
    catch_panic(|| foreign_code::run(f))
}
