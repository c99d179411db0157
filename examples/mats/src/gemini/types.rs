//! As much of the API as a conversation with functions needs.

use openinference_runtime::tool::Tool;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::GeminiError;

/// What is sent.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// What was said so far.
    pub contents: Vec<Content>,
    system_instruction: Content,
    tools: Vec<Value>,
    generation_config: Value,
}

/// What comes back.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    #[serde(default)]
    candidates: Vec<Candidate>,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    usage_metadata: Value,
    model_version: Option<String>,
    response_id: Option<String>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Candidate {
    content: Option<Content>,
    finish_reason: Option<String>,
}

/// What one side says.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Content {
    /// `user` or `model`.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    #[serde(default)]
    parts: Vec<Part>,
}

/// Text, a call, or the result of one.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Part {
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    thought: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    thought_signature: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    function_call: Option<FunctionCall>,
    #[serde(skip_serializing_if = "Option::is_none")]
    function_response: Option<FunctionResponse>,
}

/// A function that the model wants to be called.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct FunctionCall {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// The function.
    pub name: String,
    /// What it is to be called with: an object.
    #[serde(default)]
    pub args: Value,
}

/// What became of a call.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct FunctionResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    name: String,
    response: Value,
}

impl Request {
    pub(crate) fn new(instruction: &str, question: &str, tools: &[Tool]) -> Self {
        let declarations: Vec<_> = tools.iter().map(Tool::gemini).collect();
        Self {
            contents: vec![Content::user(vec![Part::text(question)])],
            system_instruction: Content { role: None, parts: vec![Part::text(instruction)] },
            tools: vec![json!({ "functionDeclarations": declarations })],
            generation_config: json!({ "temperature": 0 }),
        }
    }
}

impl Response {
    /// What the model says.
    pub(crate) fn into_content(self) -> Result<Content, GeminiError> {
        let first = self.candidates.into_iter().next();
        first.and_then(|candidate| candidate.content).ok_or(GeminiError::NoContent)
    }
}

impl Content {
    pub(crate) fn user(parts: Vec<Part>) -> Self {
        Self { role: Some("user".to_owned()), parts }
    }

    pub(crate) fn calls(&self) -> impl Iterator<Item = &FunctionCall> {
        self.parts.iter().filter_map(|part| part.function_call.as_ref())
    }

    /// Without what the model only thought.
    pub(crate) fn text(&self) -> String {
        let said = self.parts.iter().filter(|part| part.thought != Some(true));
        said.filter_map(|part| part.text.as_deref()).collect()
    }
}

impl Part {
    fn text(text: &str) -> Self {
        Self { text: Some(text.to_owned()), ..Self::default() }
    }

    pub(crate) fn response(call: &FunctionCall, result: Result<Value, String>) -> Self {
        // The keys that the API's documentation gives to what a function says, and to why it failed.
        let response = match result {
            Ok(output) => json!({ "output": output }),
            Err(error) => json!({ "error": error }),
        };
        let response = FunctionResponse { id: call.id.clone(), name: call.name.clone(), response };
        Self { function_response: Some(response), ..Self::default() }
    }
}
