//! Attributes by key, in an order that people expect.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Index;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::json::Json;

/// Attributes by key. In order of the keys, with the numbers in them counted: message 2 stands before message 10.
#[derive(Clone, Default, PartialEq)]
pub struct AttributeMap(Vec<(String, Json)>);

impl AttributeMap {
    /// No attributes.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Json> {
        self.place(key).ok().map(|place| &self.0[place].1)
    }

    /// Whether there is such a key.
    #[must_use]
    pub fn contains_key(&self, key: &str) -> bool {
        self.place(key).is_ok()
    }

    /// Sets `key`; gives back the value that it had.
    pub fn insert(&mut self, key: impl Into<String>, value: impl Into<Json>) -> Option<Json> {
        let (key, value) = (key.into(), value.into());
        match self.place(&key) {
            Ok(place) => Some(std::mem::replace(&mut self.0[place].1, value)),
            Err(place) => {
                self.0.insert(place, (key, value));
                None
            }
        }
    }

    /// Takes `key` out.
    pub fn remove(&mut self, key: &str) -> Option<Json> {
        self.place(key).ok().map(|place| self.0.remove(place).1)
    }

    /// Keeps what `keep` says.
    pub fn retain(&mut self, mut keep: impl FnMut(&str, &mut Json) -> bool) {
        self.0.retain_mut(|(key, value)| keep(key, value));
    }

    /// Keys and values, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &Json)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// Keys and values, in order, the values to be changed.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (&str, &mut Json)> {
        self.0.iter_mut().map(|(key, value)| (key.as_str(), value))
    }

    /// Keys, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.iter().map(|(key, _)| key.as_str())
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn place(&self, key: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| natural(known, key))
    }
}

/// Segment by segment; numbers by their value, before words. Equal only for equal keys.
fn natural(one: &str, other: &str) -> Ordering {
    let mut segments = one.split('.').zip(other.split('.'));
    segments
        .find_map(|(a, b)| {
            let order = match (a.parse::<u64>(), b.parse::<u64>()) {
                (Ok(a), Ok(b)) => a.cmp(&b),
                (Ok(_), Err(_)) => Ordering::Less,
                (Err(_), Ok(_)) => Ordering::Greater,
                (Err(_), Err(_)) => a.cmp(b),
            };
            order.is_ne().then_some(order)
        })
        .unwrap_or_else(|| one.split('.').count().cmp(&other.split('.').count()))
        .then_with(|| one.cmp(other))
}

impl fmt::Debug for AttributeMap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<K: Into<String>, V: Into<Json>> FromIterator<(K, V)> for AttributeMap {
    /// The last value of each key, as a backend reads them.
    fn from_iter<I: IntoIterator<Item = (K, V)>>(attributes: I) -> Self {
        let mut all: Vec<(String, Json)> =
            attributes.into_iter().map(|(key, value)| (key.into(), value.into())).collect();
        all.sort_by(|(one, _), (other, _)| natural(one, other));
        // The sort is stable: of equal keys the last one is the last that was written.
        all.reverse();
        all.dedup_by(|(one, _), (other, _)| one == other);
        all.reverse();
        Self(all)
    }
}

impl Index<&str> for AttributeMap {
    type Output = Json;

    /// The value of a key that must be there.
    ///
    /// # Panics
    /// When it is not; the message lists the keys.
    #[track_caller]
    fn index(&self, key: &str) -> &Json {
        match self.get(key) {
            Some(value) => value,
            None => panic!("no attribute `{key}` among {:?}", self.keys().collect::<Vec<_>>()),
        }
    }
}

impl Serialize for AttributeMap {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        self.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for AttributeMap {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members)
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = AttributeMap;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("attributes by key")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<AttributeMap, A::Error> {
        let mut all = Vec::new();
        while let Some(member) = map.next_entry::<String, Json>()? {
            all.push(member);
        }
        Ok(all.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{AttributeMap, natural};

    #[test]
    fn numbers_in_keys_are_counted() {
        let mut keys = ["a.10.b", "a.1x", "a.2.b", "a", "a.2", "b", "a.x", "a-b"];
        keys.sort_by(|one, other| natural(one, other));
        assert_eq!(keys, ["a", "a.2", "a.2.b", "a.10.b", "a.1x", "a.x", "a-b", "b"]);
    }

    #[test]
    fn keys_that_count_alike_are_still_two_keys() {
        let map: AttributeMap = [("a.1", "one"), ("a.01", "other")].into_iter().collect();
        assert_eq!((map.len(), map["a.1"].as_str(), map["a.01"].as_str()), (2, Some("one"), Some("other")));
    }

    #[test]
    fn the_last_value_of_a_key_counts() {
        let map: AttributeMap = [("k", "first"), ("j", "x"), ("k", "last")].into_iter().collect();
        assert_eq!((map.len(), map["k"].as_str()), (2, Some("last")));
    }
}
