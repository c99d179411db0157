//! What a model is told of a tool.

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::arguments::Arguments;
use crate::config::TraceConfig;
use crate::derive::{FieldValue, role};
use crate::value::ToolDefinition;

/// A tool as it is offered to a model: its name, what it is for, and the JSON schema of its arguments. Made by the key
/// `definition` of [`#[tool_span]`](crate::tool_span), or by hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Tool {
    name: String,
    description: Option<String>,
    parameters: Value,
}

impl Tool {
    /// A tool by hand; `parameters` is the JSON schema of its arguments, an object.
    pub fn new(name: impl Into<String>, parameters: Value) -> Self {
        Self { name: name.into(), description: None, parameters }
    }

    /// What the tool is for.
    #[must_use]
    pub fn with_description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// For generated code: the arguments say themselves what they are.
    #[must_use]
    pub fn declared(name: &str, description: Option<&str>, arguments: fn(&mut Arguments)) -> Self {
        let description = description.map(str::trim).filter(|text| !text.is_empty());
        Self {
            name: name.to_owned(),
            description: description.map(str::to_owned),
            parameters: Arguments::schema(arguments),
        }
    }

    /// The name by which a model calls it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is for.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// The JSON schema of its arguments.
    #[must_use]
    pub fn parameters(&self) -> &Value {
        &self.parameters
    }

    /// For OpenAI's chat completions, and for all who speak them:
    /// `{"type": "function", "function": {"name", "description", "parameters"}}`.
    #[must_use]
    pub fn openai(&self) -> Value {
        json!({ "type": "function", "function": self.with("parameters") })
    }

    /// For OpenAI's responses: `{"type": "function", "name", "description", "parameters"}`.
    #[must_use]
    pub fn openai_responses(&self) -> Value {
        let mut tool = self.with("parameters");
        tool["type"] = "function".into();
        tool
    }

    /// For Anthropic's messages: `{"name", "description", "input_schema"}`.
    #[must_use]
    pub fn anthropic(&self) -> Value {
        self.with("input_schema")
    }

    /// For the Model Context Protocol: `{"name", "description", "inputSchema"}`.
    #[must_use]
    pub fn mcp(&self) -> Value {
        self.with("inputSchema")
    }

    /// For Gemini's function declarations: `{"name", "description", "parametersJsonSchema"}`.
    #[must_use]
    pub fn gemini(&self) -> Value {
        self.with("parametersJsonSchema")
    }

    /// Name, description, and the schema under this name.
    fn with(&self, schema: &str) -> Value {
        let mut tool = json!({ "name": self.name });
        if let Some(description) = &self.description {
            tool["description"] = description.as_str().into();
        }
        tool[schema] = self.parameters.clone();
        tool
    }
}

/// In the form of OpenAI's chat completions, which is that of the specification.
impl Serialize for Tool {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.openai().serialize(serializer)
    }
}

/// As the specification shows it, for `llm.tools`.
impl From<&Tool> for ToolDefinition {
    fn from(tool: &Tool) -> Self {
        let description = tool.description.as_deref().unwrap_or_default();
        Self::function(tool.name.as_str(), description, &tool.parameters)
    }
}

impl FieldValue<role::Tools> for Tool {
    fn write_to(&self, _: &TraceConfig, to: &mut Vec<ToolDefinition>) {
        to.push(self.into());
    }
}
