//! What the scopes of a request hold: spans or log records.

use opentelemetry::InstrumentationScope;

use super::sink::{Sink, Size, WireMessage, WireType, field_size};

/// The field of a scope that an item is.
pub(super) const ITEMS: u32 = 2;

/// One span or log record.
pub(crate) trait Item: WireMessage {
    /// Whether `scope` is its scope.
    fn is_in(&self, scope: &InstrumentationScope) -> bool;

    fn scope(&self) -> InstrumentationScope;
}

/// An item that is measured and can be written.
#[derive(Debug)]
pub(crate) struct Measured<'i, I> {
    item: &'i I,
    size: usize,
}

impl<'i, I: Item> Measured<'i, I> {
    pub(crate) fn new(item: &'i I) -> Self {
        Self { item, size: Size::of(item) }
    }

    pub(crate) fn item(&self) -> &'i I {
        self.item
    }

    /// Bytes that [`Self::write`] appends.
    pub(crate) fn encoded_size(&self) -> usize {
        field_size(ITEMS, self.size)
    }

    /// Appends the item as one of its scope, with field number and length.
    pub(crate) fn write(&self, buffer: &mut Vec<u8>) {
        buffer.tag(ITEMS, WireType::Length);
        buffer.varint(self.size as u64);
        self.item.encode(buffer);
    }
}
