//! One attribute of a span.

use super::Rank;
use crate::key::AttributeKey;
use crate::opentelemetry::{Key, KeyValue, Value};
use crate::semconv::patterns;

/// An attribute as it is exported, but for the text of its key.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(super) key: AttributeKey,
    pub(super) value: Value,
    pub(super) rank: Rank,
    pub(super) state: EntryState,
}

/// Where the value of an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryState {
    /// Here alone.
    Pending,
    /// With the provider's span, and here for those who derive something from it.
    Shared,
    /// With the provider's span alone.
    Given,
    /// In an earlier entry of the same key, or nowhere: a higher rank has written it, or the span is not recorded.
    Overwritten,
}

impl Entry {
    pub(super) fn new(rank: Rank, key: AttributeKey, value: Value) -> Self {
        Self { key, value, rank, state: EntryState::Pending }
    }

    pub(crate) fn key(&self) -> &AttributeKey {
        &self.key
    }

    pub(crate) fn rank(&self) -> Rank {
        self.rank
    }

    /// What stands under the key, where that is known here.
    pub(crate) fn value(&self) -> Option<&Value> {
        matches!(self.state, EntryState::Pending | EntryState::Shared).then_some(&self.value)
    }

    /// Whether the attribute is one of the span's.
    pub(crate) fn is_kept(&self) -> bool {
        self.state != EntryState::Overwritten
    }

    /// Whether the provider's span does not know the attribute.
    pub(super) fn is_pending(&self) -> bool {
        self.state == EntryState::Pending
    }

    /// Lets a later entry of the same key count, unless its rank is lower. That one is overwritten either way.
    pub(super) fn join(&mut self, later: &mut Self) {
        if later.rank >= self.rank {
            std::mem::swap(&mut self.value, &mut later.value);
            self.rank = later.rank;
            self.state = EntryState::Pending;
        }
        later.state = EntryState::Overwritten;
    }

    /// Leaves it out, unless the provider's span has it.
    pub(super) fn drop_pending(&mut self) {
        if self.is_pending() {
            self.state = EntryState::Overwritten;
        }
    }

    /// The attribute for the provider's span. Nothing of it stays here.
    pub(super) fn take(&mut self) -> KeyValue {
        let key = std::mem::replace(&mut self.key, NO_KEY);
        KeyValue::new(Key::from(key), self.give(false))
    }

    /// The value for the provider's span, of which a copy stays here where somebody needs it.
    pub(super) fn give(&mut self, stays: bool) -> Value {
        if stays {
            self.state = EntryState::Shared;
            return self.value.clone();
        }
        self.state = EntryState::Given;
        std::mem::replace(&mut self.value, Value::Bool(false))
    }
}

/// In the place of a key that is handed over.
const NO_KEY: AttributeKey = AttributeKey::new(patterns::OPENINFERENCE_SPAN_KIND);
