//! `tool_call.*` and `llm.tools.*`.

use serde::Serialize;

use super::by_hand::json;
use crate::attributes::Attributes;
use crate::json::Json;
use crate::json::JsonRef;
use crate::key::{AttributeKey, KeyPrefix};
use crate::semconv::patterns::{
    LLM_TOOLS, TOOL_CALL_FUNCTION_ARGUMENTS_JSON, TOOL_CALL_FUNCTION_NAME, TOOL_CALL_ID,
    TOOL_CALL_REASONING_SIGNATURE, TOOL_JSON_SCHEMA,
};

/// A call of a tool that a model asks for (specification: `tool_calling.md`).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ToolCall {
    /// The provider's identifier of the call, which its result refers to.
    pub id: Option<String>,
    /// The name of the tool.
    pub name: Option<String>,
    /// The arguments: a string is JSON text as the model wrote it, anything else is written as JSON.
    pub arguments: Option<Json>,
    /// What a provider wants to be given back with the call, verbatim (Gemini: `thoughtSignature`).
    pub reasoning_signature: Option<String>,
}

impl ToolCall {
    /// A call with its arguments: JSON text, or a [`Json`] value.
    pub fn new(name: impl Into<String>, arguments: impl Into<Json>) -> Self {
        Self { name: Some(name.into()), arguments: Some(arguments.into()), ..Self::default() }
    }

    /// The identifier of the call.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// What the provider wants to be given back with the call.
    #[must_use]
    pub fn reasoning_signature(mut self, signature: impl Into<String>) -> Self {
        self.reasoning_signature = Some(signature.into());
        self
    }

    /// Writes `<prefix>.tool_call.*`.
    pub fn flatten(&self, prefix: impl Into<KeyPrefix>, out: &mut Attributes<'_>) {
        let prefix = prefix.into();
        out.push_field(&prefix, TOOL_CALL_ID, self.id.as_deref());
        out.push_field(&prefix, TOOL_CALL_FUNCTION_NAME, self.name.as_deref());
        out.push_json_or_text(prefix.field(TOOL_CALL_FUNCTION_ARGUMENTS_JSON), self.arguments.as_ref());
        out.push_field(&prefix, TOOL_CALL_REASONING_SIGNATURE, self.reasoning_signature.as_deref());
    }
}

/// A tool that is offered to a model (specification: `llm.tools`).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ToolDefinition {
    /// The whole definition, as the provider's API takes it.
    pub json_schema: Json,
}

impl ToolDefinition {
    /// A function, in the form that the specification shows: `parameters` is the JSON schema of its arguments.
    pub fn function<T: Serialize + ?Sized>(
        name: impl Into<String>,
        description: impl Into<String>,
        parameters: &T,
    ) -> Self {
        let field = |name: &str, value| (name.to_owned(), value);
        let function = Json::Object(vec![
            field("name", Json::String(name.into())),
            field("description", Json::String(description.into())),
            field("parameters", json(parameters)),
        ]);
        Self {
            json_schema: Json::Object(vec![
                field("type", Json::from("function")),
                field("function", function),
            ]),
        }
    }

    /// A definition in the form of any provider.
    pub fn new<T: Serialize + ?Sized>(definition: &T) -> Self {
        Self { json_schema: json(definition) }
    }

    /// A definition that is JSON already.
    pub(crate) fn from_json(definition: JsonRef<'_>) -> Self {
        Self { json_schema: definition.to_json() }
    }

    /// Writes `<prefix>.tool.json_schema`.
    pub fn flatten(&self, prefix: impl Into<KeyPrefix>, out: &mut Attributes<'_>) {
        let prefix = prefix.into();
        out.push_json_or_text(prefix.field(TOOL_JSON_SCHEMA), Some(&self.json_schema));
    }
}

/// Writes `llm.tools.<index>.*`.
pub fn write_tools(tools: &[ToolDefinition], out: &mut Attributes<'_>) {
    out.reserve_indexed(tools.len());
    for (index, tool) in tools.iter().enumerate() {
        tool.flatten(AttributeKey::from(LLM_TOOLS).item(index), out);
    }
}
