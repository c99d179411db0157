//! The attributes of a span, for what is derived from them.

use std::borrow::Cow;

use super::AttributeBuffer;
use crate::key::{KeyRef, PatternSet};
use crate::opentelemetry::{KeyValue, Value};

/// What a span says in the end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AttributeView<'a>(Backing<'a>);

#[derive(Clone, Copy, Debug)]
enum Backing<'a> {
    Buffer(&'a AttributeBuffer),
    /// Of two attributes with one key the later one counts.
    List(&'a [KeyValue]),
}

impl<'a> AttributeView<'a> {
    pub(super) fn of_buffer(buffer: &'a AttributeBuffer) -> Self {
        Self(Backing::Buffer(buffer))
    }

    /// Of a span that is not ours.
    pub(crate) fn of_list(list: &'a [KeyValue]) -> Self {
        Self(Backing::List(list))
    }

    /// The value under a key.
    pub(crate) fn get<'k>(&self, key: impl Into<KeyRef<'k>>) -> Option<&'a Value> {
        let key = key.into();
        match self.0 {
            Backing::Buffer(buffer) => buffer.find(key)?.value(),
            Backing::List(list) => {
                let text = key.text();
                list.iter().rev().find(|one| one.key.as_str() == text).map(|one| &one.value)
            }
        }
    }

    /// Every attribute; of those of a list some twice: the later one counts.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Cow<'a, str>, &'a Value)> {
        let (buffer, list) = match self.0 {
            Backing::Buffer(buffer) => (Some(buffer), None),
            Backing::List(list) => (None, Some(list)),
        };
        let entries = buffer.into_iter().flat_map(AttributeBuffer::entries);
        let of_buffer = entries.filter_map(|entry| Some((entry.key().text(), entry.value()?)));
        let of_list = list.into_iter().flatten().map(|one| (Cow::Borrowed(one.key.as_str()), &one.value));
        of_buffer.chain(of_list)
    }

    /// Whether there is an attribute with one of these keys.
    pub(crate) fn has_any(&self, keys: &PatternSet) -> bool {
        match self.0 {
            Backing::Buffer(buffer) => {
                buffer.entries().filter(|entry| entry.is_kept()).any(|entry| keys.contains(entry.key()))
            }
            Backing::List(list) => list.iter().any(|one| keys.contains(one.key.as_str())),
        }
    }

    /// A text that is not empty.
    pub(crate) fn text<'k>(&self, key: impl Into<KeyRef<'k>>) -> Option<&'a str> {
        match self.get(key)? {
            Value::String(text) if !text.as_str().is_empty() => Some(text.as_str()),
            _ => None,
        }
    }

    /// A number that is a count, also where foreign code wrote it as a float.
    pub(crate) fn count<'k>(&self, key: impl Into<KeyRef<'k>>) -> Option<u64> {
        match self.get(key)? {
            Value::I64(count) => u64::try_from(*count).ok(),
            // Exactly the floats that are whole numbers of 53 bits, for which the conversion loses nothing.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the guard bounds it")]
            Value::F64(count) if count.fract() == 0.0 && (0.0..9_007_199_254_740_992.0).contains(count) => {
                Some(*count as u64)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_later_attribute_counts() {
        let list = [KeyValue::new("a", "first"), KeyValue::new("b", "only"), KeyValue::new("a", "last")];
        let view = AttributeView::of_list(&list);
        assert_eq!((view.text("a"), view.text("b"), view.text("c")), (Some("last"), Some("only"), None));
    }

    #[test]
    fn a_count_is_whole_and_not_negative() {
        let list = [
            KeyValue::new("whole", 3),
            KeyValue::new("float", 3.0),
            KeyValue::new("negative", -3),
            KeyValue::new("broken", 3.5),
            KeyValue::new("infinite", f64::INFINITY),
            KeyValue::new("text", "3"),
        ];
        let view = AttributeView::of_list(&list);
        assert_eq!((view.count("whole"), view.count("float")), (Some(3), Some(3)));
        for key in ["negative", "broken", "infinite", "text", "missing"] {
            assert_eq!(view.count(key), None, "{key}");
        }
    }
}
