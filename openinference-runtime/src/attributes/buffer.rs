//! The one list that a span's attributes are collected in.

use super::Rank;
use super::unique::mark_overwritten;
use crate::key::AttributeKey;
use crate::opentelemetry::{Key, KeyValue, Value};
use crate::semconv::patterns;

/// The length at which a list is cleared of what has been overwritten: streams write some keys with every item.
const CLEAR_AT: usize = 512;

/// An attribute as it is exported, but for the text of its key.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: AttributeKey,
    pub(crate) value: Value,
    pub(crate) rank: Rank,
    /// Its value stands in an earlier entry of the same key, or a higher rank has written it.
    pub(super) is_overwritten: bool,
}

/// Masked attributes in the order in which they came. Of those with one key the last of the highest rank counts, in the
/// place of the first.
#[derive(Clone, Debug)]
pub(crate) struct AttributeBuffer {
    entries: Vec<Entry>,
    clear_at: usize,
}

impl Default for AttributeBuffer {
    fn default() -> Self {
        Self::with_capacity(0)
    }
}

impl AttributeBuffer {
    /// With room for so many attributes.
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self { entries: Vec::with_capacity(capacity), clear_at: CLEAR_AT }
    }

    /// Adds an attribute that is masked already.
    pub(crate) fn push(&mut self, rank: Rank, key: AttributeKey, value: Value) {
        if self.entries.len() >= self.clear_at {
            self.clear_overwritten();
            self.clear_at = CLEAR_AT.max(self.entries.len() * 2);
        }
        self.entries.push(Entry { key, value, rank, is_overwritten: false });
    }

    /// How many entries there are, overwritten ones included.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The entries in the order in which they came; some may be overwritten by later ones.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The value that counts under a key.
    pub(crate) fn get(&self, key: &AttributeKey) -> Option<&Value> {
        let of_key = self.entries.iter().filter(|entry| entry.key == *key && !entry.is_overwritten);
        of_key.max_by_key(|entry| entry.rank).map(|entry| &entry.value)
    }

    /// Each key once.
    pub(crate) fn clear_overwritten(&mut self) {
        if mark_overwritten(&mut self.entries) > 0 {
            self.entries.retain(|entry| !entry.is_overwritten);
        }
    }

    /// The attributes as they are exported: each key once, fixed ones before members of lists, where a limit on their number
    /// does the least harm.
    #[allow(dead_code, reason = "for the end of a span")]
    pub(crate) fn into_key_values(mut self) -> Vec<KeyValue> {
        let overwritten = mark_overwritten(&mut self.entries);
        let mut list = Vec::with_capacity(self.entries.len() - overwritten);
        for indexed in [false, true] {
            let kept = self.entries.iter_mut().filter(|entry| !entry.is_overwritten);
            list.extend(kept.filter(|entry| entry.key.is_indexed() == indexed).map(take));
        }
        list
    }

    /// Every entry as it came, overwritten ones too.
    pub(crate) fn into_all(self) -> Vec<KeyValue> {
        self.entries.into_iter().map(|entry| KeyValue::new(entry.key, entry.value)).collect()
    }
}

#[allow(dead_code, reason = "for the end of a span")]
fn take(entry: &mut Entry) -> KeyValue {
    let key = std::mem::replace(&mut entry.key, AttributeKey::new(patterns::OPENINFERENCE_SPAN_KIND));
    let value = std::mem::replace(&mut entry.value, Value::Bool(false));
    KeyValue::new(Key::from(key), value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(buffer: AttributeBuffer) -> Vec<String> {
        buffer.into_key_values().iter().map(|one| format!("{}={}", one.key, one.value)).collect()
    }

    fn buffer(entries: &[(Rank, &'static str, &'static str)]) -> AttributeBuffer {
        let mut buffer = AttributeBuffer::default();
        for (rank, key, value) in entries {
            buffer.push(*rank, (*key).into(), (*value).into());
        }
        buffer
    }

    #[test]
    fn of_one_key_the_last_of_the_highest_rank_counts_in_the_place_of_the_first() {
        let buffer = buffer(&[
            (Rank::Detected, "input.value", "1"),
            (Rank::Explicit, "mine", "2"),
            (Rank::Inherited, "input.value", "3"),
            (Rank::Explicit, "session.id", "4"),
            (Rank::Detected, "session.id", "5"),
            (Rank::Detected, "input.value", "6"),
            (Rank::Explicit, "mine", "7"),
        ]);
        assert_eq!(buffer.get(&"input.value".into()), Some(&"6".into()));
        assert_eq!(buffer.get(&"session.id".into()), Some(&"4".into()));
        assert_eq!(buffer.get(&"mine".into()), Some(&"7".into()));
        assert_eq!(buffer.get(&"other".into()), None);
        assert_eq!(list(buffer), ["input.value=6", "mine=7", "session.id=4"]);
    }

    #[test]
    fn fixed_attributes_come_first() {
        let buffer = buffer(&[
            (Rank::Detected, "llm.input_messages.0.message.role", "1"),
            (Rank::Detected, "llm.model_name", "2"),
            (Rank::Detected, "llm.input_messages.0.message.content", "3"),
            (Rank::Explicit, "my.list.0", "4"),
            (Rank::Explicit, "mine", "5"),
        ]);
        assert_eq!(
            list(buffer),
            [
                "llm.model_name=2",
                "mine=5",
                "llm.input_messages.0.message.role=1",
                "llm.input_messages.0.message.content=3",
                "my.list.0=4"
            ]
        );
    }

    #[test]
    fn what_is_written_again_and_again_does_not_pile_up() {
        let mut buffer = AttributeBuffer::default();
        for item in 0..100_000_i64 {
            buffer.push(Rank::Detected, "llm.token_count.completion".into(), item.into());
            buffer.push(Rank::Detected, format!("mine.{}", item % 3).into(), item.into());
            assert!(buffer.len() <= CLEAR_AT);
        }
        buffer.clear_overwritten();
        assert_eq!(buffer.len(), 4);
        assert_eq!(buffer.get(&"mine.0".into()), Some(&99_999.into()));
    }

    #[test]
    fn ten_thousand_attributes_are_kept_in_order() {
        let mut buffer = AttributeBuffer::default();
        for item in 0..10_000 {
            buffer.push(Rank::Explicit, format!("mine.n{item}").into(), item.into());
        }
        for item in (0..10_000).step_by(2) {
            buffer.push(Rank::Explicit, format!("mine.n{item}").into(), (-item).into());
        }
        let list = buffer.into_key_values();
        assert_eq!(list.len(), 10_000);
        for (item, one) in (0_i64..).zip(&list) {
            assert_eq!(one.key.as_str(), format!("mine.n{item}"));
            assert_eq!(one.value, if item % 2 == 0 { -item } else { item }.into());
        }
    }
}
