//! The messages of the Anthropic API.

use serde_json::{Value, json};

use super::tokens;
use crate::script::{Reply, Turn};

pub(super) fn turn(request: &Value) -> Turn {
    let messages = list(&request["messages"]);
    let last = messages.last().unwrap_or(&Value::Null);
    let blocks = || messages.iter().flat_map(|message| list(&message["content"]));
    // A result names the call that it answers, and the call names the tool.
    let result = list(&last["content"]).iter().rfind(|block| block["type"] == "tool_result");
    let tool = result.and_then(|result| blocks().find(|block| block["id"] == result["tool_use_id"]));
    let (after, said) = match (tool, result) {
        (Some(tool), Some(result)) => (&tool["name"], text(&result["content"])),
        _ => (&last["role"], text(&last["content"])),
    };
    let all =
        std::iter::once(text(&request["system"])).chain(messages.iter().map(|each| text(&each["content"])));
    Turn {
        model: request["model"].as_str().unwrap_or_default().to_owned(),
        after: after.as_str().unwrap_or_default().to_owned(),
        last: said,
        all: all.collect::<Vec<_>>().join("\n"),
    }
}

pub(super) fn message(request: &Value, reply: &Reply, turn: &Turn) -> Value {
    let turns = list(&request["messages"]).len();
    let calls: Vec<_> = reply
        .calls(turn)
        .enumerate()
        .map(|(index, call)| {
            let id = format!("toolu_{turns}_{index}");
            json!({ "type": "tool_use", "id": id, "name": call.name, "input": call.arguments })
        })
        .collect();
    let (content, stop_reason) = if calls.is_empty() {
        (vec![json!({ "type": "text", "text": reply.text(turn) })], "end_turn")
    } else {
        (calls, "tool_use")
    };
    let (input, output) = (tokens(&request["messages"]), tokens(&json!(content)));
    json!({
        "id": format!("msg_{turns}"),
        "type": "message",
        "role": "assistant",
        "model": request["model"],
        "content": content,
        "stop_reason": stop_reason,
        "stop_sequence": null,
        "usage": { "input_tokens": input, "output_tokens": output },
    })
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A text, or the texts of blocks.
fn text(content: &Value) -> String {
    match content {
        Value::String(text) => text.clone(),
        blocks => {
            let texts = list(blocks).iter().map(|block| match &block["type"] {
                Value::String(kind) if kind == "tool_result" => text(&block["content"]),
                _ => block["text"].as_str().unwrap_or_default().to_owned(),
            });
            texts.collect::<Vec<_>>().join("\n")
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{message, turn};
    use crate::Script;

    #[test]
    fn a_result_is_after_the_tool_that_was_called() {
        let calls = json!([{ "type": "tool_use", "id": "t-1", "name": "look_up", "input": {} }]);
        let results = json!([{ "type": "tool_result", "tool_use_id": "t-1", "content": [{ "type": "text", "text": "42" }] }]);
        let request = json!({
            "model": "m",
            "system": "You are brief.",
            "messages": [
                { "role": "user", "content": "How many?" },
                { "role": "assistant", "content": calls },
                { "role": "user", "content": results },
            ],
        });
        let turn = turn(&request);
        assert_eq!([&*turn.model, &*turn.after, &*turn.last], ["m", "look_up", "42"]);
        assert!(turn.all.contains("You are brief.") && turn.all.contains("How many?"), "{}", turn.all);
    }

    #[test]
    fn texts_end_the_turn_and_calls_do_not() {
        let request = json!({ "messages": [{ "role": "user", "content": "Hello" }] });
        let turn = turn(&request);
        let said = |reply: &str| {
            let script = Script::parse(&format!(r#"{{ "replies": [{reply}] }}"#)).expect("a script");
            message(&request, script.reply(&turn).expect("a reply"), &turn)
        };
        let text = said(r#"{ "text": "{last} too" }"#);
        assert_eq!(
            (&text["content"][0]["text"], &text["stop_reason"]),
            (&json!("Hello too"), &json!("end_turn"))
        );
        let call = said(r#"{ "calls": [{ "name": "wave", "arguments": { "at": "{last}" } }] }"#);
        assert_eq!(call["content"][0]["input"], json!({ "at": "Hello" }));
        assert_eq!(call["stop_reason"], "tool_use");
    }
}
