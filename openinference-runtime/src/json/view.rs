//! A JSON value to read, wherever it stands.

use super::value::{CUT, Json};
use super::write;

/// A borrowed JSON value, known down to its kind: what is in a list or an object is looked at when it is asked for.
///
/// Readers of payloads take this and not a [`Json`], so that they do not depend on how a value is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum JsonRef<'a> {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A whole number above `i64::MAX`.
    UInt(u64),
    /// Any other number.
    Float(f64),
    /// A text.
    String(&'a str),
    /// A list.
    Array(Items<'a>),
    /// Fields, in the order in which they came. Of two fields with one name the last counts.
    Object(Fields<'a>),
}

/// The items of a list, or some of them that follow one another.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Items<'a>(&'a [Json]);

/// The fields of an object.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fields<'a>(&'a [(String, Json)]);

impl<'a> JsonRef<'a> {
    /// The field `name` of an object.
    pub(crate) fn get(self, name: &str) -> Option<Self> {
        self.as_object()?.get(name)
    }

    /// The field of the field of ...
    pub(crate) fn path(self, names: &[&str]) -> Option<Self> {
        names.iter().try_fold(self, |value, name| value.get(name))
    }

    /// The text of a string.
    pub(crate) fn as_str(self) -> Option<&'a str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// A boolean.
    pub(crate) fn as_bool(self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// A whole number that fits, also one written with a decimal point (`3.0`).
    pub(crate) fn as_i64(self) -> Option<i64> {
        match self {
            Self::Int(value) => Some(value),
            Self::UInt(value) => i64::try_from(value).ok(),
            // Exactly the floats that are whole numbers of 53 bits, for which the conversion loses nothing.
            #[allow(clippy::cast_possible_truncation, reason = "the guard bounds the value")]
            Self::Float(value) if value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0 => {
                Some(value as i64)
            }
            _ => None,
        }
    }

    /// A number.
    pub(crate) fn as_f64(self) -> Option<f64> {
        #[allow(clippy::cast_precision_loss, reason = "the nearest float is what is asked for")]
        match self {
            Self::Int(value) => Some(value as f64),
            Self::UInt(value) => Some(value as f64),
            Self::Float(value) => Some(value),
            _ => None,
        }
    }

    /// The items of a list.
    pub(crate) fn as_array(self) -> Option<Items<'a>> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The fields of an object.
    pub(crate) fn as_object(self) -> Option<Fields<'a>> {
        match self {
            Self::Object(fields) => Some(fields),
            _ => None,
        }
    }

    /// Whether this stands for what recording has left out.
    pub(crate) fn is_cut_marker(self) -> bool {
        self.as_str().is_some_and(|text| text.starts_with(CUT))
    }

    /// Whether this is `null`.
    pub(crate) fn is_null(self) -> bool {
        matches!(self, Self::Null)
    }

    /// The same, owned.
    pub(crate) fn to_json(self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Bool(value) => Json::Bool(value),
            Self::Int(value) => Json::Int(value),
            Self::UInt(value) => Json::UInt(value),
            Self::Float(value) => Json::Float(value),
            Self::String(text) => Json::String(text.to_owned()),
            Self::Array(items) => Json::Array(items.iter().map(Self::to_json).collect()),
            Self::Object(fields) => {
                Json::Object(fields.iter().map(|(name, value)| (name.to_owned(), value.to_json())).collect())
            }
        }
    }

    /// As [`Json::write`].
    pub(crate) fn write(self, limit: usize) -> String {
        write::write(self, limit)
    }

    /// Bytes of text in it, roughly.
    pub(crate) fn size(self) -> usize {
        match self {
            Self::String(text) => text.len() + 2,
            Self::Array(items) => items.iter().map(|item| item.size() + 1).sum::<usize>() + 2,
            Self::Object(fields) => {
                fields.iter().map(|(name, value)| name.len() + value.size() + 4).sum::<usize>() + 2
            }
            Self::Null | Self::Bool(_) | Self::Int(_) | Self::UInt(_) | Self::Float(_) => 5,
        }
    }
}

impl<'a> From<&'a Json> for JsonRef<'a> {
    fn from(json: &'a Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Bool(*value),
            Json::Int(value) => Self::Int(*value),
            Json::UInt(value) => Self::UInt(*value),
            Json::Float(value) => Self::Float(*value),
            Json::String(text) => Self::String(text),
            Json::Array(items) => Self::Array(Items(items)),
            Json::Object(fields) => Self::Object(Fields(fields)),
        }
    }
}

impl<'a> Items<'a> {
    /// The items, one after the other.
    pub(crate) fn iter(self) -> ItemsIter<'a> {
        ItemsIter(self.0.iter())
    }

    /// How many there are.
    pub(crate) fn len(self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub(crate) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// The item at a place.
    pub(crate) fn get(self, index: usize) -> Option<JsonRef<'a>> {
        self.0.get(index).map(JsonRef::from)
    }

    /// The first item.
    pub(crate) fn first(self) -> Option<JsonRef<'a>> {
        self.get(0)
    }

    /// All items but the one that says that more of them were left out.
    pub(crate) fn without_cut_marker(self) -> Self {
        match self.0.split_last() {
            Some((last, rest)) if JsonRef::from(last).is_cut_marker() => Self(rest),
            _ => self,
        }
    }

    /// Runs of items of which each two neighbours belong together.
    pub(crate) fn chunk_by(
        self,
        mut belong_together: impl FnMut(JsonRef<'a>, JsonRef<'a>) -> bool,
    ) -> impl Iterator<Item = Self> {
        let mut rest = self;
        std::iter::from_fn(move || {
            let mut items = rest.iter();
            let mut last = items.next()?;
            let mut length = 1;
            for next in items {
                if !belong_together(last, next) {
                    break;
                }
                last = next;
                length += 1;
            }
            let (run, after) = rest.split_at(length);
            rest = after;
            Some(run)
        })
    }

    /// The first `length` items, and the others.
    fn split_at(self, length: usize) -> (Self, Self) {
        let (first, others) = self.0.split_at_checked(length).unwrap_or((self.0, &[]));
        (Self(first), Self(others))
    }
}

impl<'a> IntoIterator for Items<'a> {
    type Item = JsonRef<'a>;
    type IntoIter = ItemsIter<'a>;

    fn into_iter(self) -> ItemsIter<'a> {
        self.iter()
    }
}

/// The items of a list, one after the other.
#[derive(Clone, Debug)]
pub struct ItemsIter<'a>(std::slice::Iter<'a, Json>);

impl<'a> Iterator for ItemsIter<'a> {
    type Item = JsonRef<'a>;

    fn next(&mut self) -> Option<JsonRef<'a>> {
        self.0.next().map(JsonRef::from)
    }
}

impl<'a> Fields<'a> {
    /// The fields with their names, in their order.
    pub(crate) fn iter(self) -> impl Iterator<Item = (&'a str, JsonRef<'a>)> + Clone {
        self.0.iter().map(|(name, value)| (name.as_str(), value.into()))
    }

    /// The last field that is called `name`.
    pub(crate) fn get(self, name: &str) -> Option<JsonRef<'a>> {
        self.iter().filter(|(key, _)| *key == name).last().map(|(_, value)| value)
    }

    /// The first field.
    pub(crate) fn first(self) -> Option<(&'a str, JsonRef<'a>)> {
        self.iter().next()
    }

    /// How many there are.
    pub(crate) fn len(self) -> usize {
        self.0.len()
    }
}
