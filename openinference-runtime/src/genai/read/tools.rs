//! Tools that are offered, and tools that are run.

use opentelemetry::Value;

use super::super::names;
use super::Input;
use crate::attributes::Attributes;
use crate::json::Json;
use crate::semconv::SpanKind;
use crate::semconv::attributes::{
    INPUT_MIME_TYPE, INPUT_VALUE, OUTPUT_MIME_TYPE, OUTPUT_VALUE, TOOL_DESCRIPTION, TOOL_ID, TOOL_NAME,
};
use crate::value::{ToolDefinition, write_tools};

pub(super) fn read(input: &Input<'_>, kind: SpanKind, out: &mut Attributes<'_>) {
    if matches!(kind, SpanKind::Llm | SpanKind::Agent) {
        let definitions = input.list(names::TOOL_DEFINITIONS);
        let tools: Vec<ToolDefinition> = definitions
            .into_iter()
            .filter_map(definition)
            .map(|tool| ToolDefinition::from_json(tool.view()))
            .collect();
        write_tools(&tools, out);
    }
    if kind != SpanKind::Tool {
        return;
    }
    for (key, from) in [
        (TOOL_NAME, names::TOOL_NAME),
        (TOOL_DESCRIPTION, names::TOOL_DESCRIPTION),
        (TOOL_ID, names::TOOL_CALL_ID),
    ] {
        if let Some(text) = input.text(from) {
            out.push(key, text.to_owned());
        }
    }
    // Not `tool.parameters`, as Phoenix has it: that is the schema.
    write_value(input, names::TOOL_CALL_ARGUMENTS, INPUT_VALUE, INPUT_MIME_TYPE, out);
    write_value(input, names::TOOL_CALL_RESULT, OUTPUT_VALUE, OUTPUT_MIME_TYPE, out);
}

fn write_value(
    input: &Input<'_>,
    from: &str,
    key: &'static str,
    mime_key: &'static str,
    out: &mut Attributes<'_>,
) {
    let Some(value) = input.value(from) else { return };
    let is_json = match value {
        Value::String(text) => {
            matches!(Json::parse(text.as_str()), Some(Json::Array(_) | Json::Object(_)))
        }
        _ => true,
    };
    out.push(key, value.to_string());
    out.push(mime_key, if is_json { "application/json" } else { "text/plain" });
}

/// A definition in the form that OpenInference shows: a function with its schema. One that says no more than its name and a
/// type of the provider's own stays as it is.
fn definition(definition: Json) -> Option<Json> {
    if definition.get("function").is_some_and(|function| function.as_object().is_some()) {
        return Some(definition);
    }
    let name = definition.get("name")?.clone();
    let kind = definition.get("type").and_then(Json::as_str).unwrap_or("function").to_owned();
    let parameters = definition.get("parameters").or_else(|| definition.get("input_schema"));
    let parameters = parameters.filter(|parameters| !parameters.is_null()).cloned();
    if kind != "function" && parameters.is_none() {
        return Some(definition);
    }
    let field = |name: &str, value| (name.to_owned(), value);
    let mut function = vec![field("name", name)];
    let description = definition.get("description").filter(|text| !text.is_null());
    function.extend(description.map(|text| field("description", text.clone())));
    function.extend(parameters.map(|parameters| field("parameters", parameters)));
    let function = Json::Object(function);
    Some(Json::Object(vec![field("type", Json::from(kind)), field("function", function)]))
}
