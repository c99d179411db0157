//! Attributes and their values: `opentelemetry.proto.common.v1`.

use opentelemetry::{Array, KeyValue, StringValue, Value};

use super::sink::{Sink, WireMessage, WireType};

impl WireMessage for KeyValue {
    fn encode<S: Sink>(&self, sink: &mut S) {
        sink.string(1, self.key.as_str());
        sink.message(2, &self.value);
    }
}

/// `AnyValue`: a choice, whose members are written even where they are zero or empty.
impl WireMessage for Value {
    fn encode<S: Sink>(&self, sink: &mut S) {
        match self {
            Self::String(text) => text.encode(sink),
            Self::Bool(value) => value.encode(sink),
            Self::I64(value) => value.encode(sink),
            Self::F64(value) => value.encode(sink),
            Self::Array(Array::Bool(items)) => sink.message(5, &ArrayItems(items)),
            Self::Array(Array::I64(items)) => sink.message(5, &ArrayItems(items)),
            Self::Array(Array::F64(items)) => sink.message(5, &ArrayItems(items)),
            Self::Array(Array::String(items)) => sink.message(5, &ArrayItems(items)),
            // A type that does not exist yet: a value without content.
            _ => {}
        }
    }
}

/// `ArrayValue`, of items that are `AnyValue`s.
pub(super) struct ArrayItems<'a, T>(pub(super) &'a [T]);

impl<T: WireMessage> WireMessage for ArrayItems<'_, T> {
    fn encode<S: Sink>(&self, sink: &mut S) {
        self.0.iter().for_each(|item| sink.message(1, item));
    }
}

impl WireMessage for StringValue {
    fn encode<S: Sink>(&self, sink: &mut S) {
        sink.bytes(1, self.as_str().as_bytes());
    }
}

impl WireMessage for bool {
    fn encode<S: Sink>(&self, sink: &mut S) {
        sink.tag(2, WireType::Varint);
        sink.varint(u64::from(*self));
    }
}

impl WireMessage for i64 {
    fn encode<S: Sink>(&self, sink: &mut S) {
        sink.tag(3, WireType::Varint);
        sink.varint(self.cast_unsigned());
    }
}

impl WireMessage for f64 {
    fn encode<S: Sink>(&self, sink: &mut S) {
        sink.fixed64(4, self.to_bits());
    }
}
