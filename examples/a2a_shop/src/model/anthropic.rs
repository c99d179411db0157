//! Messages of Anthropic.

use example_support::endpoint;
use openinference_runtime::llm_span;
use serde_json::{Value, json};

use super::{Call, Conversation, ModelError, Said, Tool, Turn, http};

/// The version of the API.
const VERSION: &str = "2023-06-01";
/// Tokens that the model may say at once.
const MAX_TOKENS: u32 = 1024;

/// A model by messages.
#[derive(Debug)]
pub struct Anthropic {
    client: reqwest::Client,
    endpoint: endpoint::anthropic::Anthropic,
    model: String,
}

impl Anthropic {
    pub(super) fn new(endpoint: endpoint::anthropic::Anthropic, model: String) -> Self {
        Self { client: reqwest::Client::new(), endpoint, model }
    }

    pub(super) async fn say(&self, conversation: &Conversation) -> Result<Said, ModelError> {
        let mut request = json!({
            "model": self.model,
            "max_tokens": MAX_TOKENS,
            "system": conversation.system,
            "messages": conversation.turns.iter().map(turn).collect::<Vec<_>>(),
        });
        if !conversation.tools.is_empty() {
            request["tools"] = conversation.tools.iter().map(tool).collect();
        }
        said(&self.messages(&request).await?)
    }

    #[llm_span(name = "messages", provider = "anthropic", system = "anthropic")]
    async fn messages(&self, request: &Value) -> Result<Value, ModelError> {
        let post = self.client.post(format!("{}/messages", self.endpoint.base));
        let post = post.header("x-api-key", &self.endpoint.key).header("anthropic-version", VERSION);
        http::post(post, request).await
    }
}

fn tool(tool: &Tool) -> Value {
    json!({ "name": tool.name, "description": tool.description, "input_schema": tool.schema })
}

fn turn(turn: &Turn) -> Value {
    match turn {
        Turn::User(text) => json!({ "role": "user", "content": text }),
        Turn::Calls(calls) => {
            let call = |call: &Call| json!({ "type": "tool_use", "id": call.id, "name": call.name, "input": call.arguments });
            json!({ "role": "assistant", "content": calls.iter().map(call).collect::<Vec<_>>() })
        }
        Turn::Results(results) => {
            let result = |(call, text): &(Call, String)| json!({ "type": "tool_result", "tool_use_id": call.id, "content": text });
            json!({ "role": "user", "content": results.iter().map(result).collect::<Vec<_>>() })
        }
    }
}

fn said(response: &Value) -> Result<Said, ModelError> {
    let blocks = response["content"].as_array().map_or(&[][..], Vec::as_slice);
    let of = |kind: &'static str| blocks.iter().filter(move |block| block["type"] == kind);
    let calls = of("tool_use").map(called).collect::<Result<Vec<_>, _>>()?;
    if !calls.is_empty() {
        return Ok(Said::Calls(calls));
    }
    let texts: Vec<_> = of("text").filter_map(|block| block["text"].as_str()).collect();
    if texts.is_empty() { Err(ModelError::Nothing) } else { Ok(Said::Text(texts.join("\n"))) }
}

fn called(block: &Value) -> Result<Call, ModelError> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let name = text(&block["name"]);
    let arguments = block["input"].as_object().cloned().ok_or_else(|| ModelError::Arguments(name.clone()))?;
    Ok(Call { id: text(&block["id"]), name, arguments })
}
