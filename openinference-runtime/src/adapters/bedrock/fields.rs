//! JSON made of the fields that say something.

use crate::json::Json;

/// An object of those fields that say something.
pub(super) fn object<const N: usize>(fields: [(&str, Json); N]) -> Json {
    let said = fields.into_iter().filter(|(_, value)| !value.is_null());
    Json::Object(said.map(|(name, value)| (name.to_owned(), value)).collect())
}

/// A list; nothing when it is empty.
pub(super) fn list<T>(items: &[T], json: impl Fn(&T) -> Json) -> Json {
    if items.is_empty() { Json::Null } else { Json::Array(items.iter().map(json).collect()) }
}

pub(super) fn text(text: Option<&str>) -> Json {
    text.map_or(Json::Null, Json::from)
}
