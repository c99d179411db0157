//! The attributes of a span that has ended, for what is derived from them.

use crate::opentelemetry::{KeyValue, Value};

/// What a span says in the end. Of two attributes with one key the one in the later list counts, then the later one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AttributeView<'a> {
    earlier: &'a [KeyValue],
    later: &'a [KeyValue],
}

impl<'a> AttributeView<'a> {
    pub(crate) fn new(earlier: &'a [KeyValue], later: &'a [KeyValue]) -> Self {
        Self { earlier, later }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&'a Value> {
        let newest = self.later.iter().rev().chain(self.earlier.iter().rev());
        newest.into_iter().find(|attribute| attribute.key.as_str() == key).map(|attribute| &attribute.value)
    }

    /// Every attribute, some of them twice: the later one counts.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'a str, &'a Value)> {
        let all = self.earlier.iter().chain(self.later);
        all.map(|attribute| (attribute.key.as_str(), &attribute.value))
    }

    /// Every key, some of them twice.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &'a str> {
        self.earlier.iter().chain(self.later).map(|attribute| attribute.key.as_str())
    }

    /// A text that is not empty.
    pub(crate) fn text(&self, key: &str) -> Option<&'a str> {
        match self.get(key)? {
            Value::String(text) if !text.as_str().is_empty() => Some(text.as_str()),
            _ => None,
        }
    }

    /// A number that is a count, also where foreign code wrote it as a float.
    pub(crate) fn count(&self, key: &str) -> Option<u64> {
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
    use opentelemetry::KeyValue;

    use super::AttributeView;

    #[test]
    fn the_later_attribute_counts() {
        let earlier = [KeyValue::new("a", "earlier"), KeyValue::new("b", "earlier")];
        let later = [KeyValue::new("a", "first"), KeyValue::new("a", "last")];
        let finished = AttributeView::new(&earlier, &later);
        assert_eq!((finished.text("a"), finished.text("b")), (Some("last"), Some("earlier")));
        assert_eq!(finished.text("c"), None);
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
        let finished = AttributeView::new(&[], &list);
        assert_eq!((finished.count("whole"), finished.count("float")), (Some(3), Some(3)));
        for key in ["negative", "broken", "infinite", "text", "missing"] {
            assert_eq!(finished.count(key), None, "{key}");
        }
    }
}
