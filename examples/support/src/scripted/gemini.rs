//! Content generation of Google's Gemini API.

use serde_json::{Value, json};

use super::tokens;
use crate::script::{Reply, Turn};

/// The model stands in the URL.
pub(super) fn turn(model: &str, request: &Value) -> Turn {
    let contents = request["contents"].as_array().map_or(&[][..], Vec::as_slice);
    let said = contents.iter().flat_map(parts).map(text);
    let told = parts(&request["systemInstruction"]).iter().map(text);
    let last = contents.last().unwrap_or(&Value::Null);
    let last_part = parts(last).last().unwrap_or(&Value::Null);
    // The result of a function names it.
    let name = &last_part["functionResponse"]["name"];
    let after = if name.is_null() { &last["role"] } else { name };
    Turn {
        model: model.to_owned(),
        after: after.as_str().unwrap_or_default().to_owned(),
        last: text(last_part),
        all: told.chain(said).collect::<Vec<_>>().join("\n"),
    }
}

fn parts(content: &Value) -> &[Value] {
    content["parts"].as_array().map_or(&[], Vec::as_slice)
}

/// What a part says; of a function's result, what the function said, or why it failed.
fn text(part: &Value) -> String {
    let result = &part["functionResponse"]["response"];
    let result = result.get("output").or_else(|| result.get("error")).unwrap_or(result);
    match (&part["text"], result) {
        (Value::String(text), _) | (_, Value::String(text)) => text.clone(),
        (_, Value::Null) => String::new(),
        (_, result) => result.to_string(),
    }
}

pub(super) fn response(model: &str, request: &Value, reply: &Reply, turn: &Turn) -> Value {
    let turns = request["contents"].as_array().map_or(0, Vec::len);
    let call = |(index, call): (usize, crate::script::Call)| json!({ "functionCall": { "id": format!("call_{turns}_{index}"), "name": call.name, "args": call.arguments } });
    let mut parts: Vec<_> = reply.calls(turn).enumerate().map(call).collect();
    if parts.is_empty() {
        parts.push(json!({ "text": reply.text(turn) }));
    }
    let (prompt, candidates) = (tokens(&request["contents"]), tokens(&json!(parts)));
    json!({
        "candidates": [{ "index": 0, "content": { "role": "model", "parts": parts }, "finishReason": "STOP" }],
        "usageMetadata": {
            "promptTokenCount": prompt,
            "candidatesTokenCount": candidates,
            "totalTokenCount": prompt + candidates,
        },
        "modelVersion": model,
        "responseId": format!("response-{turns}"),
    })
}
