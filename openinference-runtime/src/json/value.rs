//! A JSON value as spans need it: ordered, bounded, always writable.

use super::number::not_finite;

/// A JSON value that keeps the order of its fields.
///
/// Not `serde_json::Value`: that one sorts fields unless a feature of the whole program says otherwise, and cannot be
/// written within a limit.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Json {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A whole number above `i64::MAX`.
    UInt(u64),
    /// Any other number. What is not finite is written as a string.
    Float(f64),
    /// A text.
    String(String),
    /// A list.
    Array(Vec<Json>),
    /// Fields, in the order in which they came. Of two fields with one name the last counts.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The field `name` of an object.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        let fields = self.as_object()?;
        fields.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The field of the field of ...
    #[must_use]
    pub fn path(&self, names: &[&str]) -> Option<&Json> {
        names.iter().try_fold(self, |value, name| value.get(name))
    }

    /// The text of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// A boolean.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The items of a list.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Json]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The fields of an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&[(String, Json)]> {
        match self {
            Self::Object(fields) => Some(fields),
            _ => None,
        }
    }

    /// Whether this is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<usize> for Json {
    fn from(number: usize) -> Self {
        i64::try_from(number).map_or(Self::Null, Self::Int)
    }
}

/// What is not finite becomes a string: JSON has no such number.
impl From<f64> for Json {
    fn from(number: f64) -> Self {
        if number.is_finite() { Self::Float(number) } else { Self::from(not_finite(number)) }
    }
}
