//! The choice *own trait > `Serialize` > `Debug` > left out*, made by method resolution: each level is an
//! impl on one reference less, so the call `(&&&&Probe::new(&value)).__openinference_capture()` finds the
//! first that applies. A generic argument is judged by the bounds it was declared with.

use std::any::type_name;
use std::fmt::Debug;

use serde::Serialize;

use super::capture::{Captured, How, RecordDyn, SerializeDyn};
use super::{Json, Record, RecordError, Recorded, Side, to_json_within};
use crate::{attributes::Attributes, config::TraceConfig, semconv::SpanKind, value::Chunk};

/// A value that is asked what it can do.
#[derive(Debug)]
pub struct Probe<'a, T: ?Sized>(pub(super) &'a T);

impl<'a, T: ?Sized> Probe<'a, T> {
    /// Borrows `value`.
    #[inline]
    pub fn new(value: &'a T) -> Self {
        Self(value)
    }
}

impl<T: Record + ?Sized> RecordDyn for Probe<'_, T> {
    fn record_dyn(&self, config: &TraceConfig) -> Option<Recorded> {
        self.0.record(config)
    }

    fn attributes_dyn(&self, side: Side, kind: SpanKind, out: &mut Attributes<'_>) {
        self.0.attributes(side, kind, out);
    }

    fn chunk_dyn(&self, config: &TraceConfig) -> Option<Chunk> {
        self.0.chunk(config)
    }
}

impl<T: Serialize + ?Sized> SerializeDyn for Probe<'_, T> {
    fn to_json_dyn(&self, config: &TraceConfig, budget: usize) -> Result<Json, RecordError> {
        to_json_within(self.0, config, budget)
    }

    fn type_name(&self) -> &'static str {
        type_name::<T>()
    }
}

/// First: the value's own [`Record`].
pub trait RecordLevel {
    /// See the module.
    fn __openinference_capture(&self) -> Captured<'_>;
}

impl<T: Record + ?Sized> RecordLevel for &&&Probe<'_, T> {
    #[inline]
    fn __openinference_capture(&self) -> Captured<'_> {
        Captured(How::Record(&****self))
    }
}

/// Second: `Serialize`.
pub trait SerializeLevel {
    /// See the module.
    fn __openinference_capture(&self) -> Captured<'_>;
}

impl<T: Serialize + ?Sized> SerializeLevel for &&Probe<'_, T> {
    #[inline]
    fn __openinference_capture(&self) -> Captured<'_> {
        Captured(How::Serialize(&***self))
    }
}

/// Third: `Debug`.
pub trait DebugLevel {
    /// See the module.
    fn __openinference_capture(&self) -> Captured<'_>;
}

impl<T: Debug + ?Sized> DebugLevel for &Probe<'_, T> {
    #[inline]
    fn __openinference_capture(&self) -> Captured<'_> {
        Captured(How::Debug(&self.0))
    }
}

/// Last: nothing is known of the value, so nothing is said of it.
pub trait LeftOutLevel {
    /// See the module.
    fn __openinference_capture(&self) -> Captured<'_>;
}

impl<T: ?Sized> LeftOutLevel for Probe<'_, T> {
    #[inline]
    fn __openinference_capture(&self) -> Captured<'_> {
        Captured::LEFT_OUT
    }
}

/// A value that somebody has asked for by a key (`input = ..`, `output = ..`): it is recorded, or it is a mistake.
#[derive(Debug)]
pub struct Demanded<'a, T: ?Sized>(Probe<'a, T>);

impl<'a, T: ?Sized> Demanded<'a, T> {
    /// Borrows `value`.
    #[inline]
    pub fn new(value: &'a T) -> Self {
        Self(Probe(value))
    }
}

impl<T: Record + ?Sized> RecordLevel for &&&Demanded<'_, T> {
    #[inline]
    fn __openinference_capture(&self) -> Captured<'_> {
        Captured(How::Record(&self.0))
    }
}

impl<T: Serialize + ?Sized> SerializeLevel for &&Demanded<'_, T> {
    #[inline]
    fn __openinference_capture(&self) -> Captured<'_> {
        Captured(How::Serialize(&self.0))
    }
}

impl<T: Debug + ?Sized> DebugLevel for &Demanded<'_, T> {
    #[inline]
    fn __openinference_capture(&self) -> Captured<'_> {
        Captured(How::Debug(&self.0.0))
    }
}

/// What the compiler says of a value that cannot be recorded.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be recorded: it has neither `Serialize` nor `Debug`",
    label = "expected a value that can be recorded",
    note = "derive `serde::Serialize` or `Debug` for it, or record a part of it that has one; a generic type needs one of them as a bound"
)]
pub trait Recordable {}

/// Last, for a value that is demanded: the compiler says what is missing.
pub trait MissingLevel {
    /// The type.
    type Value: ?Sized;
    /// See the module.
    fn __openinference_capture(&self) -> Captured<'_>
    where
        Self::Value: Recordable;
}

impl<T: ?Sized> MissingLevel for Demanded<'_, T> {
    type Value = T;

    fn __openinference_capture(&self) -> Captured<'_>
    where
        T: Recordable,
    {
        Captured::LEFT_OUT
    }
}
