//! `gen_ai.tool.*`, and documents.

use super::super::names;
use super::messages::{field, parsed};
use super::writer::GenAiWriter;
use crate::json::Json;
use crate::semconv::SpanKind;
use crate::semconv::attributes as keys;
use crate::value::{Document, DocumentId};

pub(super) fn write(writer: &mut GenAiWriter<'_, '_>) {
    let tools = writer.reader.items(keys::LLM_TOOLS);
    let definitions: Vec<Json> =
        tools.iter().filter_map(|tool| definition(tool.json(keys::TOOL_JSON_SCHEMA)?)).collect();
    if !definitions.is_empty() {
        writer.set_json(names::TOOL_DEFINITIONS, &Json::Array(definitions));
    }
    if writer.kind != Some(SpanKind::Tool) {
        return;
    }
    writer.copy(names::TOOL_NAME, keys::TOOL_NAME);
    if writer.span.text(keys::TOOL_NAME).is_some() {
        writer.set_text(names::TOOL_TYPE, Some("function"));
    }
    writer.copy(names::TOOL_DESCRIPTION, keys::TOOL_DESCRIPTION);
    let id = writer.span.text(keys::TOOL_ID).or_else(|| writer.span.text(keys::TOOL_CALL_ID));
    writer.set_text(names::TOOL_CALL_ID, id);
    // The reference takes `tool.parameters`, which is the schema of the arguments.
    writer.copy(names::TOOL_CALL_ARGUMENTS, keys::INPUT_VALUE);
    writer.copy(names::TOOL_CALL_RESULT, keys::OUTPUT_VALUE);
}

/// A definition in the form of these conventions. One of a form that is not known stays as it is.
fn definition(schema: Json) -> Option<Json> {
    let fields = schema.as_object()?;
    if let Some(function) = schema.get("function").filter(|function| function.as_object().is_some()) {
        let kind = schema.get("type").cloned().unwrap_or_else(|| Json::from("function"));
        let taken = ["name", "description", "parameters"];
        let taken = taken.iter().filter_map(|name| Some(field(name, function.get(name)?.clone())));
        return Some(Json::Object([field("type", kind)].into_iter().chain(taken).collect()));
    }
    let mut fields = fields.to_vec();
    let named = ["name", "description", "parameters", "input_schema"];
    if schema.get("type").is_none() && named.iter().any(|name| schema.get(name).is_some()) {
        fields.insert(0, field("type", Json::from("function")));
    }
    if schema.get("parameters").is_none() {
        // Anthropic's name for it.
        for (name, _) in fields.iter_mut().filter(|(name, _)| name == "input_schema") {
            "parameters".clone_into(name);
        }
    }
    Some(Json::Object(fields))
}

/// A document as retrievers return it.
pub(super) fn document(document: &Document) -> Json {
    let id = document.id.as_ref().map(|id| match id {
        DocumentId::String(id) => id.clone(),
        DocumentId::Integer(id) => id.to_string(),
    });
    let fields = [
        id.map(|id| field("id", Json::from(id))),
        document.score.map(|score| field("score", Json::from(score))),
        document.content.as_ref().map(|content| field("content", Json::from(content.as_str()))),
        document.metadata.as_ref().map(|metadata| field("metadata", parsed(metadata))),
    ];
    Json::Object(fields.into_iter().flatten().collect())
}
