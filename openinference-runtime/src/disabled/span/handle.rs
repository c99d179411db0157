use std::error::Error;

use serde::Serialize;

use crate::attributes::Attributes;
use crate::context::{InContext, carried};
use crate::key::AttributeKey;
use crate::opentelemetry::trace::SpanContext;
use crate::opentelemetry::{Context, KeyValue, Value};
use crate::span::ids::SpanIds;

#[derive(Clone, Debug)]
pub struct SpanHandle(Context);

pub fn current() -> SpanHandle {
    SpanHandle(Context::new())
}

impl SpanHandle {
    pub fn is_recording(&self) -> bool {
        false
    }

    pub fn span_context(&self) -> SpanContext {
        SpanContext::NONE
    }

    pub fn ids(&self) -> Option<SpanIds> {
        None
    }

    pub fn context(&self) -> &Context {
        &self.0
    }

    pub fn scope<T>(&self, scoped: T) -> InContext<T> {
        carried(Context::new(), scoped)
    }

    pub fn in_scope<T>(&self, f: impl FnOnce() -> T) -> T {
        f()
    }

    pub fn attribute(&self, _: impl Into<AttributeKey>, _: impl Into<Value>) {}

    pub fn write(&self, _: impl FnOnce(&mut Attributes<'_>)) {}

    pub fn set_input<T: Serialize + ?Sized>(&self, _: &T) {}

    pub fn set_output<T: Serialize + ?Sized>(&self, _: &T) {}

    pub fn set_model(&self, _: impl Into<String>) {}

    pub fn event(&self, _: impl Into<String>, _: Vec<KeyValue>) {}

    pub fn record_error<E: Error>(&self, _: &E) {}

    pub fn set_ok(&self) {}

    pub fn rename(&self, _: impl Into<String>) {}
}
