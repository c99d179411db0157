//! The choice *own trait > `Serialize` > `Debug` > left out*, made by method resolution in the one step that
//! `probe(&&value).__openinference_capture()` needs: a method of the type itself goes before one of a trait, one that
//! takes `self` before one that borrows it, and that before one that borrows it mutably. Every further step would cost
//! the compiler as much again, at each argument of each annotated function. A generic argument is judged by the bounds
//! it was declared with.

use std::any::type_name;
use std::fmt::Debug;

use serde::Serialize;

use super::captured::{Captured, How, RecordDyn, SerializeDyn};
use super::serialize::{Single, single};
use super::{Record, RecordError, Recorded, Side, to_tape};
use crate::json::Json;
use crate::{attributes::Attributes, config::TraceConfig, semconv::SpanKind, value::Chunk};

/// A value that is asked what it can do. It is borrowed twice, so that it need not be sized.
#[derive(Debug)]
pub struct Probe<'a, T: ?Sized>(pub(super) &'a &'a T);

/// A value that somebody has asked for by a key (`input = ..`, `output = ..`): it is recorded, or it is a mistake.
#[derive(Debug)]
pub struct Required<'a, T: ?Sized>(&'a &'a T);

/// A value with a [`Record`] of its own that asks what it is without it.
#[derive(Debug)]
pub struct Unrecorded<'a, T: ?Sized>(&'a &'a T);

impl<T: ?Sized> Clone for Probe<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

/// For the levels that take it by value and are found behind a reference to it.
impl<T: ?Sized> Copy for Probe<'_, T> {}

/// Asks what `value` can do.
#[inline]
pub fn probe<'a, T: ?Sized>(value: &'a &'a T) -> Probe<'a, T> {
    Probe(value)
}

/// Asks for what `value` must be able to do.
#[inline]
pub fn required<'a, T: ?Sized>(value: &'a &'a T) -> Required<'a, T> {
    Required(value)
}

/// Asks what `value` can do beside recording itself.
#[inline]
pub fn unrecorded<'a, T: ?Sized>(value: &'a &'a T) -> Unrecorded<'a, T> {
    Unrecorded(value)
}

impl<T: Record + ?Sized> RecordDyn for &T {
    fn record_dyn(&self, config: &TraceConfig) -> Option<Recorded> {
        (**self).record(config)
    }

    fn attributes_dyn(&self, side: Side, kind: SpanKind, out: &mut Attributes<'_>) {
        (**self).attributes(side, kind, out);
    }

    fn chunk_dyn(&self, config: &TraceConfig) -> Option<Chunk> {
        (**self).chunk(config)
    }
}

impl<T: Serialize + ?Sized> SerializeDyn for &T {
    fn serialize_dyn(&self, config: &TraceConfig, budget: usize) -> Result<Recorded, RecordError> {
        match single(*self, config, budget) {
            Some(Single::Text(text)) => Ok(Recorded::Text(text)),
            Some(Single::Bool(value)) => Ok(Recorded::Json(Json::Bool(value))),
            Some(Single::Int(value)) => Ok(Recorded::Json(Json::Int(value))),
            None => to_tape(*self, config, budget).map(Recorded::from_tape),
        }
    }

    fn type_name(&self) -> &'static str {
        type_name::<T>()
    }
}

/// First: the value's own [`Record`].
impl<'a, T: Record + ?Sized> Probe<'a, T> {
    /// Level 1: what it says itself.
    #[inline]
    pub fn __openinference_capture(self) -> Captured<'a> {
        Captured(How::Record(self.0))
    }
}

/// First: the value's own [`Record`].
impl<'a, T: Record + ?Sized> Required<'a, T> {
    /// Level 1: what it says itself.
    #[inline]
    pub fn __openinference_capture(self) -> Captured<'a> {
        Captured(How::Record(self.0))
    }
}

/// Second: `Serialize`.
pub trait SerializeLevel<'a> {
    /// Level 2: what it serialises to.
    fn __openinference_capture(self) -> Captured<'a>;
}

/// Third: `Debug`.
pub trait DebugLevel<'a> {
    /// Level 3: what it says as `Debug`.
    fn __openinference_capture(&self) -> Captured<'a>;
}

/// Last: nothing is known of the value, so nothing is said of it.
pub trait SkippedLevel<'a> {
    /// Level 4: nothing.
    fn __openinference_capture(&mut self) -> Captured<'a>;
}

macro_rules! serialize_and_debug {
    ($($probe:ident)*) => {$(
        impl<'a, T: Serialize + ?Sized> SerializeLevel<'a> for $probe<'a, T> {
            #[inline]
            fn __openinference_capture(self) -> Captured<'a> {
                Captured(How::Serialize(self.0))
            }
        }

        impl<'a, T: Debug + ?Sized> DebugLevel<'a> for $probe<'a, T> {
            #[inline]
            fn __openinference_capture(&self) -> Captured<'a> {
                Captured(How::Debug(self.0))
            }
        }
    )*};
}

macro_rules! left_out {
    ($($probe:ident)*) => {$(
        impl<'a, T: ?Sized> SkippedLevel<'a> for $probe<'a, T> {
            #[inline]
            fn __openinference_capture(&mut self) -> Captured<'a> {
                Captured::SKIPPED
            }
        }
    )*};
}

serialize_and_debug! { Probe Required Unrecorded }
left_out! { Probe Unrecorded }

/// What the compiler says of a value that cannot be recorded.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be recorded: it has neither `Serialize` nor `Debug`",
    label = "expected a value that can be recorded",
    note = "derive `serde::Serialize` or `Debug` for it, or record a part of it that has one; a generic type needs one of them as a bound"
)]
pub trait Recordable {}

/// Last, for a value that is required: the compiler says what is missing.
pub trait MissingLevel<'a> {
    /// The type.
    type Value: ?Sized;
    /// Level 4, which does not compile.
    fn __openinference_capture(&mut self) -> Captured<'a>
    where
        Self::Value: Recordable;
}

impl<'a, T: ?Sized> MissingLevel<'a> for Required<'a, T> {
    type Value = T;

    fn __openinference_capture(&mut self) -> Captured<'a>
    where
        T: Recordable,
    {
        Captured::SKIPPED
    }
}
