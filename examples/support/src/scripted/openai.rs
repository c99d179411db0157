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

/// The completion in pieces, as server-sent events: a word or a call at a time, then why it ends, then the usage if the
/// request asks for it.
pub(super) fn events(request: &Value, completion: &Value) -> String {
    let choice = &completion["choices"][0];
    let message = &choice["message"];
    let chunk = |choices: Value| {
        let mut chunk = completion.clone();
        chunk["object"] = "chat.completion.chunk".into();
        chunk["choices"] = choices;
        chunk["usage"] = Value::Null;
        chunk
    };
    let piece = |delta: Value| chunk(json!([{ "index": 0, "delta": delta, "finish_reason": null }]));
    let mut chunks =
        vec![piece(json!({ "role": "assistant", "content": message["content"].as_str().map(|_| "") }))];
    let words = message["content"].as_str().into_iter().flat_map(|text| text.split_inclusive(' '));
    chunks.extend(words.map(|word| piece(json!({ "content": word }))));
    for (index, call) in message["tool_calls"].as_array().into_iter().flatten().enumerate() {
        let mut call = call.clone();
        call["index"] = index.into();
        chunks.push(piece(json!({ "tool_calls": [call] })));
    }
    chunks.push(chunk(json!([{ "index": 0, "delta": {}, "finish_reason": choice["finish_reason"] }])));
    if request["stream_options"]["include_usage"] == true {
        let mut usage = chunk(json!([]));
        usage["usage"] = completion["usage"].clone();
        chunks.push(usage);
    }
    let events = chunks.iter().map(|chunk| format!("data: {chunk}\n\n"));
    events.chain(["data: [DONE]\n\n".to_owned()]).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::events;

    #[test]
    fn the_pieces_of_a_completion_are_the_completion() {
        let message = json!({ "role": "assistant", "content": "One after the other." });
        let completion = json!({
            "model": "m", "choices": [{ "index": 0, "message": message, "finish_reason": "stop" }],
            "usage": { "total_tokens": 3 },
        });
        let request = json!({ "stream": true, "stream_options": { "include_usage": true } });
        let events = events(&request, &completion);
        let chunks: Vec<Value> = events
            .lines()
            .filter_map(|line| serde_json::from_str(line.strip_prefix("data: ")?).ok())
            .collect();
        let said: String =
            chunks.iter().filter_map(|chunk| chunk["choices"][0]["delta"]["content"].as_str()).collect();
        assert_eq!(said, "One after the other.");
        assert_eq!(chunks[chunks.len() - 2]["choices"][0]["finish_reason"], "stop");
        assert_eq!(chunks[chunks.len() - 1]["usage"]["total_tokens"], 3);
        assert!(events.ends_with("data: [DONE]\n\n"));
    }
}
