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
