//! The chat completions of the OpenAI API.

use serde_json::{Value, json};

use super::tokens;
use crate::script::{Reply, Turn};

pub(super) fn turn(request: &Value) -> Turn {
    let messages = request["messages"].as_array().map_or(&[][..], Vec::as_slice);
    let text = |message: &Value| message["content"].as_str().unwrap_or_default().to_owned();
    let last = messages.last().unwrap_or(&Value::Null);
    // A result names the call that it answers, and the call names the tool.
    let called = |message: &Value| {
        let calls = messages.iter().flat_map(|each| each["tool_calls"].as_array().into_iter().flatten());
        calls
            .into_iter()
            .find(|call| call["id"] == message["tool_call_id"])
            .map(|call| &call["function"]["name"])
    };
    let after = if last["role"] == "tool" { called(last).unwrap_or(&Value::Null) } else { &last["role"] };
    Turn {
        model: request["model"].as_str().unwrap_or_default().to_owned(),
        after: after.as_str().unwrap_or_default().to_owned(),
        last: text(last),
        all: messages.iter().map(text).collect::<Vec<_>>().join("\n"),
    }
}

pub(super) fn completion(request: &Value, reply: &Reply, turn: &Turn) -> Value {
    let turns = request["messages"].as_array().map_or(0, Vec::len);
    let calls: Vec<_> = reply
        .calls(turn)
        .enumerate()
        .map(|(index, call)| {
            let arguments = Value::Object(call.arguments).to_string();
            let function = json!({ "name": call.name, "arguments": arguments });
            json!({ "id": format!("call_{turns}_{index}"), "type": "function", "function": function })
        })
        .collect();
    let (message, finish_reason) = if calls.is_empty() {
        (json!({ "role": "assistant", "content": reply.text(turn) }), "stop")
    } else {
        (json!({ "role": "assistant", "content": null, "tool_calls": calls }), "tool_calls")
    };
    let (prompt, completion) = (tokens(&request["messages"]), tokens(&message));
    json!({
        "id": format!("chatcmpl-{turns}"),
        "object": "chat.completion",
        "created": 0,
        "model": request["model"],
        "choices": [{ "index": 0, "message": message, "finish_reason": finish_reason }],
        "usage": {
            "prompt_tokens": prompt,
            "completion_tokens": completion,
            "total_tokens": prompt + completion,
        },
    })
}
