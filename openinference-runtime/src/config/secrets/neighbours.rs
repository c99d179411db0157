//! Names and values that stand beside each other: `{"name": "Authorization", "value": ".."}`, `["Authorization", ".."]`.

use super::secret_names::Secrets;
use crate::config::REDACTED;
use crate::json::{Fields, Items, JsonRef};

/// Fields that say how another one is called.
const LABELS: &[&str] = &[
    "name",
    "key",
    "k",
    "header",
    "header_name",
    "headername",
    "field",
    "field_name",
    "fieldname",
    "param",
    "parameter",
    "variable",
    "var",
    "env",
    "attribute",
    "property",
    "option",
    "setting",
    "label",
];

/// Fields that another one names.
const VALUES: &[&str] = &["value", "values", "v", "val", "string_value", "stringvalue"];

/// Fields that are what their type is about.
const CONTENTS: &[&str] =
    &["inner", "raw", "data", "bytes", "text", "string", "content", "plain", "plaintext"];

/// Lists of names, in which two that follow each other are no pair.
const LISTS_OF_NAMES: &[&str] =
    &["required", "enum", "propertyOrdering", "property_ordering", "columns", "fields", "examples", "keys"];

fn is_one_of(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Whether a field of this name may say how the one beside it is called.
pub(crate) fn is_label(name: &str) -> bool {
    name.len() <= 11 && is_one_of(LABELS, name)
}

/// Whether a field of this name may be named by the one beside it.
pub(crate) fn is_value(name: &str) -> bool {
    // All of them begin so.
    matches!(name.as_bytes().first(), Some(b'v' | b'V' | b's' | b'S'))
        && name.len() <= 12
        && is_one_of(VALUES, name)
}

/// Whether a field of this name is what a type is about that is named like a secret: `ApiKey { value: ".." }`.
pub(crate) fn is_content(name: &str) -> bool {
    is_value(name) || is_one_of(CONTENTS, name)
}

impl Secrets {
    /// Whether one of the fields says that the value beside it is a secret.
    pub(in crate::config) fn is_labelled(&self, fields: Fields<'_>) -> bool {
        fields.iter().any(|(name, value)| {
            is_label(name) && matches!(value, JsonRef::String(label) if self.is_field(label))
        })
    }

    /// Whether a list is the name of a secret and its value. `called` is what the list is called.
    pub(in crate::config) fn is_pair(&self, items: Items<'_>, called: Option<&str>) -> bool {
        let mut items = items.iter();
        let (Some(JsonRef::String(name)), Some(value), None) = (items.next(), items.next(), items.next())
        else {
            return false;
        };
        let is_open = match value {
            JsonRef::String(text) => text != REDACTED,
            JsonRef::Int(_) | JsonRef::UInt(_) | JsonRef::Float(_) | JsonRef::Array(_) => true,
            JsonRef::Null | JsonRef::Bool(_) | JsonRef::Object(_) => false,
        };
        is_open && self.is_field(name) && !called.is_some_and(|called| is_one_of(LISTS_OF_NAMES, called))
    }
}
