//! Chat completions of OpenAI.

use example_support::endpoint;
use openinference_runtime::llm_span;
use serde_json::{Value, json};

use super::{Call, Conversation, ModelError, Said, Tool, Turn, http};

/// A model by chat completions.
#[derive(Debug)]
pub struct OpenAi {
    client: reqwest::Client,
    endpoint: endpoint::OpenAi,
    model: String,
}

impl OpenAi {
    pub(super) fn new(endpoint: endpoint::OpenAi, model: String) -> Self {
        Self { client: reqwest::Client::new(), endpoint, model }
    }

    pub(super) async fn say(&self, conversation: &Conversation) -> Result<Said, ModelError> {
        let mut messages = vec![json!({ "role": "system", "content": conversation.system })];
        messages.extend(conversation.turns.iter().flat_map(turn));
        let mut request = json!({ "model": self.model, "temperature": 0, "messages": messages });
        if !conversation.tools.is_empty() {
            request["tools"] = conversation.tools.iter().map(tool).collect();
        }
        said(&self.chat(&request).await?)
    }

    #[llm_span(name = "chat", provider = "openai", system = "openai")]
    async fn chat(&self, request: &Value) -> Result<Value, ModelError> {
        let post = self.client.post(format!("{}/chat/completions", self.endpoint.base));
        http::post(post.bearer_auth(&self.endpoint.key), request).await
    }
}

fn tool(tool: &Tool) -> Value {
    let function = json!({ "name": tool.name, "description": tool.description, "parameters": tool.schema });
    json!({ "type": "function", "function": function })
}

fn turn(turn: &Turn) -> Vec<Value> {
    match turn {
        Turn::User(text) => vec![json!({ "role": "user", "content": text })],
        Turn::Calls(calls) => {
            let calls: Vec<_> = calls.iter().map(call).collect();
            vec![json!({ "role": "assistant", "content": null, "tool_calls": calls })]
        }
        Turn::Results(results) => {
            let result = |(call, text): &(Call, String)| json!({ "role": "tool", "tool_call_id": call.id, "content": text });
            results.iter().map(result).collect()
        }
    }
}

fn call(call: &Call) -> Value {
    let arguments = Value::Object(call.arguments.clone()).to_string();
    json!({ "id": call.id, "type": "function", "function": { "name": call.name, "arguments": arguments } })
}

fn said(response: &Value) -> Result<Said, ModelError> {
    let message = &response["choices"][0]["message"];
    if let Some(calls) = message["tool_calls"].as_array().filter(|calls| !calls.is_empty()) {
        return calls.iter().map(called).collect::<Result<_, _>>().map(Said::Calls);
    }
    message["content"].as_str().map(|text| Said::Text(text.to_owned())).ok_or(ModelError::Nothing)
}

fn called(call: &Value) -> Result<Call, ModelError> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let name = text(&call["function"]["name"]);
    let arguments = serde_json::from_str(&text(&call["function"]["arguments"]));
    let arguments = arguments.map_err(|_| ModelError::Arguments(name.clone()))?;
    Ok(Call { id: text(&call["id"]), name, arguments })
}
