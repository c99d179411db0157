//! Documents: values without a schema, such as the arguments of a tool.

use aws_smithy_types::{Document, Number};

use crate::json::Json;

/// In the order of their names: a document's own order differs from run to run.
pub(super) fn json(document: &Document) -> Json {
    match document {
        Document::Object(fields) => {
            let mut fields: Vec<(String, Json)> =
                fields.iter().map(|(name, value)| (name.clone(), json(value))).collect();
            fields.sort_by(|(one, _), (other, _)| one.cmp(other));
            Json::Object(fields)
        }
        Document::Array(items) => Json::Array(items.iter().map(json).collect()),
        Document::Number(Number::PosInt(number)) => Json::UInt(*number),
        Document::Number(Number::NegInt(number)) => Json::Int(*number),
        Document::Number(Number::Float(number)) => Json::Float(*number),
        Document::String(text) => Json::from(text.as_str()),
        Document::Bool(is) => Json::Bool(*is),
        Document::Null => Json::Null,
    }
}

/// The same of what may not be there.
pub(super) fn optional(document: Option<&Document>) -> Json {
    document.map_or(Json::Null, json)
}
