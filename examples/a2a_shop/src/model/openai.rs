//! Chat completions of OpenAI, in pieces as the model says them.

use axum::body::Bytes;
use example_support::endpoint;
use futures_util::{Stream, TryStreamExt as _};
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
        let mut request = json!({
            "model": self.model,
            "temperature": 0,
            "messages": messages,
            "stream": true,
            "stream_options": { "include_usage": true },
        });
        if !conversation.tools.is_empty() {
            request["tools"] = conversation.tools.iter().map(tool).collect();
        }
        let pieces = self.chat(&request).await?;
        let body: Vec<u8> = pieces.map_ok(Vec::from).try_concat().await?;
        said(&String::from_utf8_lossy(&body))
    }

    /// The span lasts as long as the pieces come, and says when the first one did.
    #[llm_span(name = "chat", provider = "openai", system = "openai")]
    async fn chat(
        &self,
        request: &Value,
    ) -> Result<impl Stream<Item = Result<Bytes, ModelError>> + use<>, ModelError> {
        let post = self.client.post(format!("{}/chat/completions", self.endpoint.base));
        let response = http::send(post.bearer_auth(&self.endpoint.key), request).await?;
        Ok(response.bytes_stream().map_err(ModelError::from))
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

/// What server-sent events come to.
fn said(events: &str) -> Result<Said, ModelError> {
    let (mut text, mut calls) = (String::new(), Vec::<Pieces>::new());
    let events = events.lines().filter_map(|line| line.strip_prefix("data:"));
    for chunk in events.filter_map(|event| serde_json::from_str::<Value>(event).ok()) {
        let delta = &chunk["choices"][0]["delta"];
        text.push_str(delta["content"].as_str().unwrap_or_default());
        for piece in delta["tool_calls"].as_array().into_iter().flatten() {
            let of =
                piece["index"].as_u64().and_then(|index| usize::try_from(index).ok()).unwrap_or_default();
            // Calls come one after the other.
            if of >= calls.len() {
                calls.push(Pieces::default());
            }
            if let Some(call) = calls.get_mut(of) {
                call.take(piece);
            }
        }
    }
    if !calls.is_empty() {
        return calls.into_iter().map(Pieces::whole).collect::<Result<_, _>>().map(Said::Calls);
    }
    if text.is_empty() { Err(ModelError::Nothing) } else { Ok(Said::Text(text)) }
}

/// What there is of a call.
#[derive(Debug, Default)]
struct Pieces {
    id: String,
    name: String,
    arguments: String,
}

impl Pieces {
    fn take(&mut self, piece: &Value) {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        self.id += &text(&piece["id"]);
        self.name += &text(&piece["function"]["name"]);
        self.arguments += &text(&piece["function"]["arguments"]);
    }

    fn whole(self) -> Result<Call, ModelError> {
        let arguments = serde_json::from_str(&self.arguments);
        let arguments = arguments.map_err(|_| ModelError::Arguments(self.name.clone()))?;
        Ok(Call { id: self.id, name: self.name, arguments })
    }
}

#[cfg(test)]
mod tests {
    use super::{Said, said};

    const CALL: &str = r#"data: {"choices":[{"delta":{"role":"assistant","content":null}}]}
data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"ask","arguments":""}}]}}]}
data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"q\":"}}]}}]}
data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}}]}
data: {"choices":[{"delta":{"tool_calls":[{"index":1,"id":"b","function":{"name":"tell","arguments":"{}"}}]}}]}
data: {"choices":[],"usage":{"total_tokens":3}}
data: [DONE]
"#;

    #[test]
    fn the_pieces_of_calls_come_together() {
        let Ok(Said::Calls(calls)) = said(CALL) else { panic!("calls were made") };
        let calls: Vec<_> = calls.iter().map(|call| (&*call.id, &*call.name, call.arguments.len())).collect();
        assert_eq!(calls, [("a", "ask", 1), ("b", "tell", 0)]);
    }

    #[test]
    fn nothing_said_is_an_error_and_so_are_arguments_that_are_cut() {
        said("data: [DONE]\n").expect_err("nothing was said");
        let cut: Vec<_> = CALL.lines().take(3).collect();
        said(&cut.join("\n")).expect_err("the arguments are cut");
    }
}
