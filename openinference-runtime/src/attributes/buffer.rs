//! The one list that a span's attributes are collected in.

use super::Rank;
use super::entry::Entry;
use super::entry_list::EntryList;
use super::given_keys::GivenKeys;
use crate::key::{AttributeKey, KeyRef};
use crate::opentelemetry::{KeyValue, Value};
use crate::semconv::KeyPattern;

/// Masked attributes. Of those with one key the last of the highest rank counts, in the place of the first. Members of lists
/// come behind all others, where a limit on the number of attributes does the least harm.
#[derive(Clone, Debug, Default)]
pub(crate) struct AttributeBuffer {
    /// What the provider's span has and is not among the entries any more.
    given: GivenKeys,
    fixed: EntryList,
    indexed: EntryList,
}

impl AttributeBuffer {
    /// Adds an attribute that is masked already.
    pub(crate) fn push(&mut self, rank: Rank, key: AttributeKey, value: Value) {
        self.list_of(&key).push(Entry::new(rank, key, value));
    }

    /// Takes over what another one has, under the ranks that it has there.
    pub(crate) fn append(&mut self, other: &mut Self) {
        self.fixed.append(&mut other.fixed);
        self.indexed.append(&mut other.indexed);
    }

    /// Makes room for so many members of lists.
    pub(crate) fn reserve_indexed(&mut self, more: usize) {
        self.indexed.reserve(more);
    }

    /// As [`append`](Self::append), where nothing is added afterwards: the room of the other one may become this one's.
    pub(crate) fn absorb(&mut self, other: &mut Self) {
        self.fixed.absorb(&mut other.fixed);
        self.indexed.absorb(&mut other.indexed);
    }

    /// The same in no more room than it needs. What was made room for stays with this one.
    pub(crate) fn take_exact(&mut self) -> Self {
        Self {
            given: std::mem::take(&mut self.given),
            fixed: self.fixed.take_exact(),
            indexed: self.indexed.take_exact(),
        }
    }

    pub(super) fn clear(&mut self) {
        self.given = GivenKeys::default();
        self.fixed.clear();
        self.indexed.clear();
    }

    /// How many entries there is room for.
    pub(super) fn capacity(&self) -> usize {
        self.fixed.capacity() + self.indexed.capacity()
    }

    fn list_of(&mut self, key: &AttributeKey) -> &mut EntryList {
        if key.is_indexed() { &mut self.indexed } else { &mut self.fixed }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many entries there are, overwritten ones included.
    pub(crate) fn len(&self) -> usize {
        self.fixed.entries().len() + self.indexed.entries().len()
    }

    /// Every entry, in order; some may be overwritten by later ones.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> + Clone {
        self.fixed.entries().iter().chain(self.indexed.entries())
    }

    /// Every value that is known here.
    pub(crate) fn values(&self) -> impl Iterator<Item = (&AttributeKey, &Value)> {
        self.entries().filter_map(|entry| Some((entry.key(), entry.value()?)))
    }

    /// What counts of a key.
    pub(crate) fn find<'k>(&self, key: impl Into<KeyRef<'k>>) -> Option<&Entry> {
        let key = key.into();
        if key.is_indexed() { self.indexed.find(key) } else { self.fixed.find(key) }
    }

    /// The keys of the attributes that the span has, whether their values are known here or not.
    pub(crate) fn kept_keys(&self) -> impl Iterator<Item = KeyRef<'_>> {
        let given = self.given.as_slice().iter().map(|(pattern, _)| KeyRef::from(*pattern));
        given.chain(self.entries().filter(|entry| entry.is_kept()).map(|entry| entry.key().by_ref()))
    }

    /// Decides what counts of each key.
    pub(crate) fn resolve(&mut self) {
        self.fixed.resolve();
        self.indexed.resolve();
        for entry in self.fixed.entries_mut().iter_mut().filter(|entry| entry.is_pending()) {
            if let Some(pattern) = entry.key.pattern()
                && let Some(rank) = self.given.rank(pattern)
            {
                if entry.rank < rank {
                    entry.drop_pending();
                } else {
                    self.given.remove(pattern);
                }
            }
        }
    }

    /// The attributes for the provider's span to start with: of those that are no members of lists the ones that
    /// `is_initial`. Of values that `stay` a copy is kept. With room for `more`.
    pub(crate) fn give_initial(
        &mut self,
        more: usize,
        mut is_initial: impl FnMut(&Entry) -> bool,
        mut stays: impl FnMut(&AttributeKey) -> bool,
    ) -> Vec<KeyValue> {
        self.fixed.resolve();
        let given = &mut self.given;
        let mut initial = Vec::with_capacity(self.fixed.entries().len() + more);
        self.fixed.retain(|entry| {
            if !entry.is_pending() || !is_initial(entry) {
                return entry.is_kept();
            }
            let stays = stays(&entry.key);
            let is_known = |pattern: KeyPattern| given.insert(pattern, entry.rank);
            if !stays && entry.key.pattern().is_some_and(is_known) {
                initial.push(entry.take());
                return false;
            }
            initial.push(KeyValue::new(entry.key.clone(), entry.give(stays)));
            true
        });
        initial
    }

    /// The values that the provider's span does not have, to be changed.
    pub(crate) fn pending_mut(&mut self) -> impl Iterator<Item = (&AttributeKey, &mut Value)> {
        let all = self.fixed.entries_mut().iter_mut().chain(self.indexed.entries_mut());
        all.filter(|entry| entry.is_pending()).map(|entry| (&entry.key, &mut entry.value))
    }

    /// Hands over what the provider's span does not have, and leaves nothing behind. To be called once it has been
    /// [resolved](Self::resolve).
    pub(crate) fn give_pending(&mut self, mut to: impl FnMut(KeyValue)) {
        let all = self.fixed.entries_mut().iter_mut().chain(self.indexed.entries_mut());
        all.filter(|entry| entry.is_pending()).for_each(|entry| to(entry.take()));
    }

    /// Keeps what the provider's span was given and nothing else.
    pub(crate) fn drop_pending(&mut self) {
        let all = self.fixed.entries_mut().iter_mut().chain(self.indexed.entries_mut());
        all.for_each(Entry::drop_pending);
    }

    /// Every entry, in order; of several with one key all.
    pub(crate) fn into_vec(mut self) -> Vec<KeyValue> {
        let mut list = Vec::with_capacity(self.len());
        self.give_pending(|attribute| list.push(attribute));
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(mut buffer: AttributeBuffer) -> Vec<String> {
        buffer.resolve();
        buffer.into_vec().iter().map(|one| format!("{}={}", one.key, one.value)).collect()
    }

    fn buffer(entries: &[(Rank, &'static str, &'static str)]) -> AttributeBuffer {
        let mut buffer = AttributeBuffer::default();
        for (rank, key, value) in entries {
            buffer.push(*rank, (*key).into(), (*value).into());
        }
        buffer
    }

    fn value(buffer: &AttributeBuffer, key: &'static str) -> Option<Value> {
        buffer.find(key)?.value().cloned()
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
        assert_eq!(value(&buffer, "input.value"), Some("6".into()));
        assert_eq!(value(&buffer, "session.id"), Some("4".into()));
        assert_eq!(value(&buffer, "mine"), Some("7".into()));
        assert_eq!(value(&buffer, "other"), None);
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
    fn what_the_span_has_had_since_its_start_is_given_once_more_only_where_it_changed() {
        let mut buffer = buffer(&[
            (Rank::Detected, "session.id", "1"),
            (Rank::Explicit, "user.id", "2"),
            (Rank::Detected, "llm.model_name", "3"),
            (Rank::Detected, "llm.input_messages.0.message.role", "4"),
        ]);
        let initial = buffer.give_initial(
            0,
            |entry| entry.key().text() != "llm.model_name",
            |key| *key == "user.id".into(),
        );
        assert_eq!(initial.iter().map(|one| one.key.as_str()).collect::<Vec<_>>(), ["session.id", "user.id"]);
        assert_eq!((value(&buffer, "session.id"), value(&buffer, "user.id")), (None, Some("2".into())));
        buffer.push(Rank::Detected, "session.id".into(), "5".into());
        buffer.push(Rank::Detected, "user.id".into(), "6".into());
        buffer.resolve();
        assert_eq!(
            (value(&buffer, "session.id"), value(&buffer, "user.id")),
            (Some("5".into()), Some("2".into()))
        );
        assert_eq!(list(buffer), ["llm.model_name=3", "session.id=5", "llm.input_messages.0.message.role=4"]);
    }

    #[test]
    fn what_is_written_again_and_again_does_not_pile_up() {
        let mut buffer = AttributeBuffer::default();
        for item in 0..100_000_i64 {
            buffer.push(Rank::Detected, "llm.token_count.completion".into(), item.into());
            buffer.push(Rank::Detected, format!("mine.{}", item % 3).into(), item.into());
            let mut more = AttributeBuffer::default();
            more.push(Rank::Detected, "llm.cost.total".into(), item.into());
            buffer.append(&mut more);
            assert!(buffer.len() <= 1024);
        }
        assert_eq!(value(&buffer, "mine.0"), Some(99_999.into()));
        assert_eq!(list(buffer).len(), 5);
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
        buffer.resolve();
        let list = buffer.into_vec();
        assert_eq!(list.len(), 10_000);
        for (item, one) in (0_i64..).zip(&list) {
            assert_eq!(one.key.as_str(), format!("mine.n{item}"));
            assert_eq!(one.value, if item % 2 == 0 { -item } else { item }.into());
        }
    }
}
