//! Fields of a JSON schema that are called like secrets, and only say what such a value looks like.

use crate::config::REDACTED;
use crate::json::{JsonRef, Tape};

const TYPES: &[&str] = &["string", "number", "integer", "boolean", "object", "array", "null"];

/// What holds a schema, or schemas.
const SCHEMAS: &[&str] = &["anyOf", "oneOf", "allOf", "any_of", "not", "items", "additionalProperties"];

/// What says what a value looks like, and is none. `default`, `const`, `enum` and `examples` hold values.
const KEYWORDS: &[&str] = &[
    "type",
    "format",
    "title",
    "description",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minimum",
    "maximum",
    "pattern",
    "required",
    "$ref",
    "contentEncoding",
    "contentMediaType",
    "strict",
    "propertyOrdering",
    "x-order",
];

/// Whether an object describes values instead of holding one.
pub(crate) fn is_schema(value: JsonRef<'_>) -> bool {
    let is_type = |name: JsonRef<'_>| {
        name.as_str().is_some_and(|name| TYPES.iter().any(|known| name.eq_ignore_ascii_case(known)))
    };
    value
        .get("type")
        .is_some_and(|kind| is_type(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().all(is_type)))
        || ["$ref", "anyOf", "oneOf", "allOf"].iter().any(|keyword| value.get(keyword).is_some())
}

/// Writes the keywords of a schema, whatever else is in it redacted. Gives whether something was.
pub(crate) fn write_keywords(schema: JsonRef<'_>, out: &mut Tape) -> bool {
    match schema {
        JsonRef::Object(fields) => {
            out.open_object(Some(fields.len()));
            let mut redacted = false;
            for (name, value) in fields.iter() {
                out.name(name);
                if KEYWORDS.contains(&name) {
                    out.copy_of(value);
                } else if SCHEMAS.contains(&name) {
                    redacted |= write_keywords(value, out);
                } else if matches!(name, "properties" | "$defs" | "definitions") {
                    redacted |= write_properties(value, out);
                } else {
                    redacted |= value.as_str() != Some(REDACTED);
                    out.static_string(REDACTED);
                }
            }
            out.close();
            redacted
        }
        JsonRef::Array(items) => {
            out.open_array(Some(items.len()));
            let redacted = items.iter().fold(false, |any, item| write_keywords(item, out) | any);
            out.close();
            redacted
        }
        JsonRef::Bool(value) => {
            out.bool(value);
            false
        }
        other => {
            out.static_string(REDACTED);
            other.as_str() != Some(REDACTED)
        }
    }
}

fn write_properties(properties: JsonRef<'_>, out: &mut Tape) -> bool {
    let Some(fields) = properties.as_object() else {
        out.static_string(REDACTED);
        return true;
    };
    out.open_object(Some(fields.len()));
    let mut redacted = false;
    for (name, schema) in fields.iter() {
        out.name(name);
        redacted |= write_keywords(schema, out);
    }
    out.close();
    redacted
}
