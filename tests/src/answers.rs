//! Answers of a model as each API has them: whole, and cut into a stream.

use serde_json::{Map, Value, json};

/// What a model answers, apart from how an API says it.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What it thought before.
    pub thought: Option<String>,
    /// What it says.
    pub text: String,
    /// The tools that it calls, with their arguments.
    pub calls: Vec<(String, Map<String, Value>)>,
    /// Tokens of the prompt and of the completion.
    pub tokens: (u32, u32),
}

/// Where texts are cut, one size after the other, from the beginning again when they are used up.
#[derive(Clone, Debug)]
pub struct Cuts(pub Vec<usize>);

impl Cuts {
    /// The pieces of a text, each of so many characters.
    fn cut(&self, text: &str) -> Vec<String> {
        let characters: Vec<char> = text.chars().collect();
        let mut pieces = Vec::new();
        let mut rest = characters.as_slice();
        for size in self.0.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (piece, after) = rest.split_at((*size).clamp(1, rest.len()));
            pieces.push(piece.iter().collect());
            rest = after;
        }
        pieces
    }
}

/// An API: its name, the whole answer, and the answer as a stream.
pub type Api = (&'static str, fn(&Answer) -> Value, fn(&Answer, &Cuts) -> Vec<Value>);

/// The APIs whose streams are tried.
pub const APIS: &[Api] = &[
    ("openai", openai, openai_stream),
    ("openai without indices", openai, openai_stream_by_id),
    ("anthropic", anthropic, anthropic_stream),
    ("responses", responses, responses_stream),
    ("gemini", gemini, gemini_stream),
    ("bedrock", bedrock, bedrock_stream),
    ("cohere", cohere, cohere_stream),
    ("ollama", ollama, ollama_stream),
    ("interactions", interactions, interactions_stream),
    ("gemini live", live, live_stream),
];

fn arguments(arguments: &Map<String, Value>) -> String {
    Value::from(arguments.clone()).to_string()
}

fn id(at: usize) -> String {
    format!("call_{at}")
}

fn openai(answer: &Answer) -> Value {
    let mut message = json!({ "role": "assistant", "content": answer.text });
    if let Some(thought) = &answer.thought {
        message["reasoning_content"] = json!(thought);
    }
    let call = |(at, (name, input)): (usize, &(String, Map<String, Value>))| json!({ "id": id(at), "type": "function", "function": { "name": name, "arguments": arguments(input) } });
    if !answer.calls.is_empty() {
        message["tool_calls"] = answer.calls.iter().enumerate().map(call).collect();
    }
    let (prompt, completion) = answer.tokens;
    json!({
        "id": "c", "object": "chat.completion", "model": "gpt-4o",
        "choices": [{ "index": 0, "message": message, "finish_reason": "stop" }],
        "usage": { "prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion },
    })
}

fn openai_stream(answer: &Answer, cuts: &Cuts) -> Vec<Value> {
    openai_chunks(answer, cuts, true)
}

fn openai_stream_by_id(answer: &Answer, cuts: &Cuts) -> Vec<Value> {
    openai_chunks(answer, cuts, false)
}

fn openai_chunks(answer: &Answer, cuts: &Cuts, with_index: bool) -> Vec<Value> {
    let chunk = |delta: Value, reason: Value| {
        json!({
            "id": "c", "object": "chat.completion.chunk", "model": "gpt-4o",
            "choices": [{ "index": 0, "delta": delta, "finish_reason": reason }],
        })
    };
    let mut deltas = vec![json!({ "role": "assistant", "content": "" })];
    for piece in answer.thought.iter().flat_map(|thought| cuts.cut(thought)) {
        deltas.push(json!({ "reasoning_content": piece }));
    }
    deltas.extend(cuts.cut(&answer.text).into_iter().map(|piece| json!({ "content": piece })));
    for (at, (name, input)) in answer.calls.iter().enumerate() {
        let mut pieces =
            vec![json!({ "id": id(at), "type": "function", "function": { "name": name, "arguments": "" } })];
        for piece in cuts.cut(&arguments(input)) {
            pieces.push(json!({ "id": "", "function": { "arguments": piece } }));
        }
        for mut piece in pieces {
            if with_index {
                piece["index"] = json!(at);
            }
            deltas.push(json!({ "tool_calls": [piece] }));
        }
    }
    let mut chunks: Vec<Value> = deltas.into_iter().map(|delta| chunk(delta, Value::Null)).collect();
    chunks.push(chunk(json!({}), json!("stop")));
    chunks.push(json!({ "id": "", "model": "", "choices": [], "usage": openai(answer)["usage"] }));
    chunks.push(json!({
        "choices": [], "usage": { "prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0 },
    }));
    chunks
}

fn anthropic(answer: &Answer) -> Value {
    let thought = answer
        .thought
        .iter()
        .map(|thought| json!({ "type": "thinking", "thinking": thought, "signature": "sig" }));
    let text = std::iter::once(json!({ "type": "text", "text": answer.text }));
    let calls =
        answer.calls.iter().enumerate().map(
            |(at, (name, input))| json!({ "type": "tool_use", "id": id(at), "name": name, "input": input }),
        );
    json!({
        "id": "m", "type": "message", "role": "assistant", "model": "claude-sonnet-4-5", "stop_reason": "end_turn",
        "content": thought.chain(text).chain(calls).collect::<Vec<_>>(),
        "usage": { "input_tokens": answer.tokens.0, "output_tokens": answer.tokens.1 },
    })
}

fn anthropic_stream(answer: &Answer, cuts: &Cuts) -> Vec<Value> {
    let whole = anthropic(answer);
    let mut events = vec![json!({
        "type": "message_start",
        "message": {
            "id": "m", "type": "message", "role": "assistant", "model": "claude-sonnet-4-5", "content": [],
            "usage": { "input_tokens": answer.tokens.0, "output_tokens": 0 },
        },
    })];
    for (at, block) in whole["content"].as_array().into_iter().flatten().enumerate() {
        let (start, deltas) = match block["type"].as_str() {
            Some("thinking") => {
                let pieces = cuts.cut(block["thinking"].as_str().unwrap_or_default());
                let mut deltas: Vec<Value> = pieces
                    .iter()
                    .map(|piece| json!({ "type": "thinking_delta", "thinking": piece }))
                    .collect();
                deltas.push(json!({ "type": "signature_delta", "signature": "sig" }));
                (json!({ "type": "thinking", "thinking": "" }), deltas)
            }
            Some("tool_use") => {
                let pieces = cuts.cut(&block["input"].to_string());
                let start =
                    json!({ "type": "tool_use", "id": block["id"], "name": block["name"], "input": {} });
                let delta = |piece: &String| json!({ "type": "input_json_delta", "partial_json": piece });
                (start, pieces.iter().map(delta).collect())
            }
            _ => {
                let pieces = cuts.cut(&answer.text);
                let delta = |piece: &String| json!({ "type": "text_delta", "text": piece });
                (json!({ "type": "text", "text": "" }), pieces.iter().map(delta).collect())
            }
        };
        events.push(json!({ "type": "content_block_start", "index": at, "content_block": start }));
        for delta in deltas {
            events.push(json!({ "type": "content_block_delta", "index": at, "delta": delta }));
            events.push(json!({ "type": "ping" }));
        }
        events.push(json!({ "type": "content_block_stop", "index": at }));
    }
    events.push(json!({
        "type": "message_delta", "delta": { "stop_reason": "end_turn" },
        "usage": { "input_tokens": 0, "output_tokens": answer.tokens.1 },
    }));
    events.push(json!({ "type": "message_stop" }));
    events
}

fn responses(answer: &Answer) -> Value {
    let thought = answer.thought.iter().map(|thought| {
        json!({ "type": "reasoning", "id": "rs", "summary": [{ "type": "summary_text", "text": thought }] })
    });
    let text = std::iter::once(json!({
        "type": "message", "id": "msg", "role": "assistant",
        "content": [{ "type": "output_text", "text": answer.text }],
    }));
    let calls = answer.calls.iter().enumerate().map(|(at, (name, input))| {
        json!({ "type": "function_call", "id": format!("fc_{at}"), "call_id": id(at), "name": name, "arguments": arguments(input) })
    });
    let (prompt, completion) = answer.tokens;
    json!({
        "id": "r", "object": "response", "model": "gpt-5", "status": "completed",
        "output": thought.chain(text).chain(calls).collect::<Vec<_>>(),
        "usage": { "input_tokens": prompt, "output_tokens": completion, "total_tokens": prompt + completion },
    })
}

/// The last event has no output: what the deltas made is all there is.
fn responses_stream(answer: &Answer, cuts: &Cuts) -> Vec<Value> {
    let whole = responses(answer);
    let mut events = vec![
        json!({ "type": "response.created", "response": { "id": "r", "object": "response", "model": "gpt-5", "status": "in_progress", "output": [] } }),
    ];
    for (at, item) in whole["output"].as_array().into_iter().flatten().enumerate() {
        let mut start = item.clone();
        let (kind, text) = match item["type"].as_str() {
            Some("reasoning") => {
                start["summary"] = json!([]);
                ("reasoning_summary_text", item["summary"][0]["text"].as_str())
            }
            Some("function_call") => {
                start["arguments"] = json!("");
                ("function_call_arguments", item["arguments"].as_str())
            }
            _ => {
                start["content"] = json!([]);
                ("output_text", item["content"][0]["text"].as_str())
            }
        };
        events.push(json!({ "type": "response.output_item.added", "output_index": at, "item": start }));
        for piece in cuts.cut(text.unwrap_or_default()) {
            events.push(json!({
                "type": format!("response.{kind}.delta"), "output_index": at, "content_index": 0, "summary_index": 0, "delta": piece,
            }));
        }
        if text.unwrap_or_default().is_empty() {
            events.push(json!({ "type": "response.output_item.done", "output_index": at, "item": item }));
        }
    }
    let mut last = whole;
    last["output"] = json!([]);
    events.push(json!({ "type": "response.completed", "response": last }));
    events
}

fn gemini_response(parts: Vec<Value>, answer: Option<&Answer>) -> Value {
    let mut candidate = json!({ "content": { "role": "model", "parts": parts }, "index": 0 });
    let mut response = json!({ "modelVersion": "gemini-2.5-flash", "responseId": "r" });
    if let Some(answer) = answer {
        candidate["finishReason"] = json!("STOP");
        let (prompt, completion) = answer.tokens;
        response["usageMetadata"] = json!({
            "promptTokenCount": prompt, "candidatesTokenCount": completion, "totalTokenCount": prompt + completion,
        });
    }
    response["candidates"] = json!([candidate]);
    response
}

fn gemini(answer: &Answer) -> Value {
    let thought = answer.thought.iter().map(|thought| json!({ "text": thought, "thought": true }));
    let text = std::iter::once(json!({ "text": answer.text }));
    let calls =
        answer.calls.iter().map(|(name, input)| json!({ "functionCall": { "name": name, "args": input } }));
    gemini_response(thought.chain(text).chain(calls).collect(), Some(answer))
}

fn gemini_stream(answer: &Answer, cuts: &Cuts) -> Vec<Value> {
    let thoughts = answer.thought.iter().flat_map(|thought| cuts.cut(thought));
    let mut parts: Vec<Value> = thoughts.map(|piece| json!({ "text": piece, "thought": true })).collect();
    let pieces = cuts.cut(&answer.text);
    parts.extend(pieces.iter().map(|piece| json!({ "text": piece })));
    if pieces.is_empty() {
        parts.push(json!({ "text": "" }));
    }
    let calls =
        answer.calls.iter().map(|(name, input)| json!({ "functionCall": { "name": name, "args": input } }));
    let mut items: Vec<Value> =
        parts.into_iter().chain(calls).map(|part| gemini_response(vec![part], None)).collect();
    items.push(gemini_response(Vec::new(), Some(answer)));
    items
}

/// A turn of a session, as if the server had sent it in one message.
fn live(answer: &Answer) -> Value {
    let thought = answer.thought.iter().map(|thought| json!({ "text": thought, "thought": true }));
    let parts: Vec<Value> = thought.chain(std::iter::once(json!({ "text": answer.text }))).collect();
    let (prompt, completion) = answer.tokens;
    let mut message = json!({
        "serverContent": { "modelTurn": { "role": "model", "parts": parts }, "turnComplete": true },
        "usageMetadata": {
            "promptTokenCount": prompt, "responseTokenCount": completion, "totalTokenCount": prompt + completion,
        },
    });
    if !answer.calls.is_empty() {
        let call = |(at, (name, input)): (usize, &(String, Map<String, Value>))| json!({ "id": id(at), "name": name, "args": input });
        let calls: Vec<Value> = answer.calls.iter().enumerate().map(call).collect();
        message["toolCall"] = json!({ "functionCalls": calls });
    }
    message
}

fn live_stream(answer: &Answer, cuts: &Cuts) -> Vec<Value> {
    let whole = live(answer);
    let said =
        |part: Value| json!({ "serverContent": { "modelTurn": { "role": "model", "parts": [part] } } });
    let thoughts = answer.thought.iter().flat_map(|thought| cuts.cut(thought));
    let mut messages: Vec<Value> =
        thoughts.map(|piece| said(json!({ "text": piece, "thought": true }))).collect();
    messages.extend(cuts.cut(&answer.text).iter().map(|piece| said(json!({ "text": piece }))));
    let calls = whole["toolCall"]["functionCalls"].as_array().into_iter().flatten();
    messages.extend(calls.map(|call| json!({ "toolCall": { "functionCalls": [call] } })));
    messages.push(json!({
        "serverContent": { "turnComplete": true }, "usageMetadata": whole["usageMetadata"],
    }));
    messages
}

fn bedrock(answer: &Answer) -> Value {
    let thought = answer
        .thought
        .iter()
        .map(|thought| json!({ "reasoningContent": { "reasoningText": { "text": thought } } }));
    let text = std::iter::once(json!({ "text": answer.text }));
    let calls = answer.calls.iter().enumerate().map(
        |(at, (name, input))| json!({ "toolUse": { "toolUseId": id(at), "name": name, "input": input } }),
    );
    let (prompt, completion) = answer.tokens;
    json!({
        "output": { "message": { "role": "assistant", "content": thought.chain(text).chain(calls).collect::<Vec<_>>() } },
        "stopReason": "end_turn",
        "usage": { "inputTokens": prompt, "outputTokens": completion, "totalTokens": prompt + completion },
    })
}

fn bedrock_stream(answer: &Answer, cuts: &Cuts) -> Vec<Value> {
    let whole = bedrock(answer);
    let mut events = vec![json!({ "messageStart": { "role": "assistant" } })];
    let delta =
        |at: usize, delta: Value| json!({ "contentBlockDelta": { "contentBlockIndex": at, "delta": delta } });
    for (at, block) in whole["output"]["message"]["content"].as_array().into_iter().flatten().enumerate() {
        if let Some(call) = block.get("toolUse") {
            let start = json!({ "toolUse": { "toolUseId": call["toolUseId"], "name": call["name"] } });
            events.push(json!({ "contentBlockStart": { "contentBlockIndex": at, "start": start } }));
            for piece in cuts.cut(&call["input"].to_string()) {
                events.push(delta(at, json!({ "toolUse": { "input": piece } })));
            }
        } else if let Some(text) = block["text"].as_str() {
            let mut pieces = cuts.cut(text);
            if pieces.is_empty() {
                pieces.push(String::new());
            }
            events.extend(pieces.iter().map(|piece| delta(at, json!({ "text": piece }))));
        } else {
            let thought = answer.thought.as_deref().unwrap_or_default();
            let mut pieces = cuts.cut(thought);
            if pieces.is_empty() {
                pieces.push(String::new());
            }
            events.extend(
                pieces.iter().map(|piece| delta(at, json!({ "reasoningContent": { "text": piece } }))),
            );
        }
        events.push(json!({ "contentBlockStop": { "contentBlockIndex": at } }));
    }
    events.push(json!({ "messageStop": { "stopReason": "end_turn" } }));
    events.push(json!({ "metadata": { "usage": whole["usage"] } }));
    events
}

fn cohere(answer: &Answer) -> Value {
    let thought = answer.thought.iter().map(|thought| json!({ "type": "thinking", "thinking": thought }));
    let text = std::iter::once(json!({ "type": "text", "text": answer.text }));
    let mut message = json!({ "role": "assistant", "content": thought.chain(text).collect::<Vec<_>>() });
    let call = |(at, (name, input)): (usize, &(String, Map<String, Value>))| json!({ "id": id(at), "type": "function", "function": { "name": name, "arguments": arguments(input) } });
    if !answer.calls.is_empty() {
        message["tool_calls"] = answer.calls.iter().enumerate().map(call).collect();
    }
    json!({
        "id": "x", "finish_reason": "COMPLETE", "message": message,
        "usage": { "tokens": { "input_tokens": answer.tokens.0, "output_tokens": answer.tokens.1 } },
    })
}

fn cohere_stream(answer: &Answer, cuts: &Cuts) -> Vec<Value> {
    let whole = cohere(answer);
    let mut events = vec![json!({
        "id": "x", "type": "message-start",
        "delta": { "message": { "role": "assistant", "content": [], "tool_plan": "", "tool_calls": [], "citations": [] } },
    })];
    let event = |kind: &str, at: usize, message: Value| json!({ "type": kind, "index": at, "delta": { "message": message } });
    for (at, content) in whole["message"]["content"].as_array().into_iter().flatten().enumerate() {
        let name = content["type"].as_str().unwrap_or_default();
        let mut start = json!({ "type": name });
        start[name] = json!("");
        events.push(event("content-start", at, json!({ "content": start })));
        for piece in cuts.cut(content[name].as_str().unwrap_or_default()) {
            let mut delta = json!({});
            delta[name] = json!(piece);
            events.push(event("content-delta", at, json!({ "content": delta })));
        }
        events.push(json!({ "type": "content-end", "index": at }));
    }
    for (at, (name, input)) in answer.calls.iter().enumerate() {
        let start =
            json!({ "id": id(at), "type": "function", "function": { "name": name, "arguments": "" } });
        events.push(event("tool-call-start", at, json!({ "tool_calls": start })));
        for piece in cuts.cut(&arguments(input)) {
            events.push(event(
                "tool-call-delta",
                at,
                json!({ "tool_calls": { "function": { "arguments": piece } } }),
            ));
        }
        events.push(json!({ "type": "tool-call-end", "index": at }));
    }
    events.push(
        json!({ "type": "message-end", "delta": { "finish_reason": "COMPLETE", "usage": whole["usage"] } }),
    );
    events
}

fn ollama_line(message: Value, last: Option<&Answer>) -> Value {
    let mut line = json!({ "model": "qwen3", "message": message, "done": last.is_some() });
    if let Some(answer) = last {
        line["done_reason"] = json!("stop");
        line["prompt_eval_count"] = json!(answer.tokens.0);
        line["eval_count"] = json!(answer.tokens.1);
    }
    line
}

fn ollama(answer: &Answer) -> Value {
    let mut message = json!({ "role": "assistant", "content": answer.text });
    if let Some(thought) = &answer.thought {
        message["thinking"] = json!(thought);
    }
    if !answer.calls.is_empty() {
        message["tool_calls"] = ollama_calls(answer);
    }
    ollama_line(message, Some(answer))
}

fn ollama_calls(answer: &Answer) -> Value {
    let call = |(name, input): &(String, Map<String, Value>)| json!({ "function": { "name": name, "arguments": input } });
    answer.calls.iter().map(call).collect()
}

fn ollama_stream(answer: &Answer, cuts: &Cuts) -> Vec<Value> {
    let mut lines = Vec::new();
    for piece in answer.thought.iter().flat_map(|thought| cuts.cut(thought)) {
        lines.push(ollama_line(json!({ "role": "assistant", "content": "", "thinking": piece }), None));
    }
    for piece in cuts.cut(&answer.text) {
        lines.push(ollama_line(json!({ "role": "assistant", "content": piece }), None));
    }
    if !answer.calls.is_empty() {
        let calls = ollama_calls(answer);
        lines.push(ollama_line(json!({ "role": "assistant", "content": "", "tool_calls": calls }), None));
    }
    lines.push(ollama_line(json!({ "role": "assistant", "content": "" }), Some(answer)));
    lines
}

fn interactions(answer: &Answer) -> Value {
    let thought = answer
        .thought
        .iter()
        .map(|thought| json!({ "type": "thought", "summary": [{ "type": "text", "text": thought }] }));
    let text = std::iter::once(
        json!({ "type": "model_output", "content": [{ "type": "text", "text": answer.text }] }),
    );
    let calls = answer.calls.iter().enumerate().map(|(at, (name, input))| {
        json!({ "type": "function_call", "id": id(at), "name": name, "arguments": input })
    });
    let (prompt, completion) = answer.tokens;
    json!({
        "id": "i", "object": "interaction", "status": "completed", "model": "gemini-3-flash",
        "steps": thought.chain(text).chain(calls).collect::<Vec<_>>(),
        "usage": { "total_input_tokens": prompt, "total_output_tokens": completion, "total_tokens": prompt + completion },
    })
}

fn interactions_stream(answer: &Answer, cuts: &Cuts) -> Vec<Value> {
    let whole = interactions(answer);
    let mut last = whole.clone();
    last["steps"] = json!([]);
    let mut events = vec![json!({
        "event_type": "interaction.created",
        "interaction": { "id": "i", "object": "interaction", "status": "in_progress", "model": "gemini-3-flash" },
    })];
    let event = |kind: &str, at: usize, name: &str, value: Value| {
        let mut event = json!({ "event_type": kind, "index": at });
        event[name] = value;
        event
    };
    for (at, step) in whole["steps"].as_array().into_iter().flatten().enumerate() {
        let (start, deltas): (Value, Vec<Value>) = match step["type"].as_str() {
            Some("thought") => {
                let pieces = cuts.cut(step["summary"][0]["text"].as_str().unwrap_or_default());
                let delta = |piece: &String| json!({ "type": "thought_summary", "content": { "type": "text", "text": piece } });
                (json!({ "type": "thought" }), pieces.iter().map(delta).collect())
            }
            Some("model_output") => {
                let mut pieces = cuts.cut(&answer.text);
                if pieces.is_empty() {
                    pieces.push(String::new());
                }
                let delta = |piece: &String| json!({ "type": "text", "text": piece });
                (json!({ "type": "model_output" }), pieces.iter().map(delta).collect())
            }
            _ => (step.clone(), Vec::new()),
        };
        events.push(event("step.start", at, "step", start));
        events.extend(deltas.into_iter().map(|delta| event("step.delta", at, "delta", delta)));
        events.push(json!({ "event_type": "step.stop", "index": at }));
    }
    events.push(json!({ "event_type": "interaction.completed", "interaction": last }));
    events
}
