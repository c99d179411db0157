//! Traces as they came back from Phoenix, drawn as the runtime draws them on a terminal.

use std::fmt::Write as _;

use openinference_semconv::lookup::is_reserved;
use serde_json::Value;

use crate::phoenix::Node;

/// Characters of an input or output that are shown.
const WIDTH: usize = 100;
/// Characters of an attribute.
const NARROW: usize = 40;

/// The tree as text: a line for each span, and below it what went in, what came out and what happened.
pub(super) fn tree(root: &Node) -> String {
    let mut text = String::new();
    draw(root, "", "", &mut text);
    text
}

/// `first` stands before the span's own line, `rest` before all others.
fn draw(node: &Node, first: &str, rest: &str, text: &mut String) {
    let _ = writeln!(text, "{first}{}", headline(node));
    let below = if node.children.is_empty() { "  " } else { "│ " };
    if node.status == "ERROR" {
        let _ = writeln!(text, "{rest}{below}error {}", cut(&node.status_message, WIDTH));
    }
    for (name, value) in [("in   ", input(node)), ("out  ", output(node))] {
        if let Some(value) = value {
            let _ = writeln!(text, "{rest}{below}{name} {}", cut(&value, WIDTH));
        }
    }
    let own = own(node);
    if !own.is_empty() {
        let _ = writeln!(text, "{rest}{below}with  {}", own.join(" "));
    }
    for event in node.events.iter().filter(|event| event.name != "exception") {
        let attributes: Vec<_> =
            event.attributes.iter().map(|(key, value)| format!("{key}={value}")).collect();
        let _ = writeln!(text, "{rest}{below}event {} {}", event.name, attributes.join(" "));
    }
    let last = node.children.len().saturating_sub(1);
    for (index, child) in node.children.iter().enumerate() {
        let (branch, trunk) = if index == last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        draw(child, &format!("{rest}{branch}"), &format!("{rest}{trunk}"), text);
    }
}

fn headline(node: &Node) -> String {
    // Spans of middleware that others write have no kind.
    let kind = if node.kind == "UNKNOWN" { "SPAN" } else { &node.kind };
    let mut line = format!("{kind} {} {}", node.name, node.duration());
    let model = ["llm.model_name", "embedding.model_name"].map(|key| word(node.get(key)));
    for model in model.into_iter().flatten() {
        let _ = write!(line, " {model}");
    }
    let tokens = |key: &str| node.get(&format!("llm.token_count.{key}")).as_u64();
    if let (Some(prompt), Some(completion)) = (tokens("prompt"), tokens("completion")) {
        let _ = write!(line, " {prompt}+{completion} tokens");
    }
    if let Some(cost) = node.get("llm.cost.total").as_f64() {
        let digits = if cost >= 0.0001 { 4 } else { 7 };
        let _ = write!(line, " ${cost:.digits$}");
    }
    line
}

/// The attributes that are the system's own, and not the conventions'. What middleware of others says is of no interest.
fn own(node: &Node) -> Vec<String> {
    let is_own = |key: &str| node.kind != "UNKNOWN" && !is_reserved(key);
    let own = node.attributes.iter().filter(|(key, _)| is_own(key));
    own.map(|(key, value)| format!("{key}={}", cut(&word(value).unwrap_or_default(), NARROW))).collect()
}

/// A model's is the last message that it got, or the first text of which it made a vector.
fn input(node: &Node) -> Option<String> {
    let text = word(node.get("embedding.embeddings.0.embedding.text"));
    let message = |index: usize| word(node.get(&format!("llm.input_messages.{index}.message.content")));
    let last = (0..).map_while(|index| {
        let role = node.get(&format!("llm.input_messages.{index}.message.role"));
        (!role.is_null()).then(|| message(index))
    });
    last.last().flatten().or(text).or_else(|| word(node.get("input.value")))
}

/// A model's is what it says, the tools that it calls, or how many vectors it made.
fn output(node: &Node) -> Option<String> {
    let vector = |index: usize| node.get(&format!("embedding.embeddings.{index}.embedding.vector"));
    let vectors = (0..).take_while(|index| !vector(*index).is_null()).count();
    if vectors > 0 {
        return Some(format!("{vectors} {}", if vectors == 1 { "vector" } else { "vectors" }));
    }
    let said = "llm.output_messages.0.message";
    let call = |index: usize| {
        let function = format!("{said}.tool_calls.{index}.tool_call.function");
        let [name, arguments] =
            ["name", "arguments"].map(|part| word(node.get(&format!("{function}.{part}"))));
        Some(format!("{}({})", name?, arguments.unwrap_or_default()))
    };
    let calls: Vec<_> = (0..).map_while(call).collect();
    let called = (!calls.is_empty()).then(|| calls.join(", "));
    called.or_else(|| word(node.get(&format!("{said}.content")))).or_else(|| word(node.get("output.value")))
}

fn word(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn cut(text: &str, width: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(width) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use anyhow::Result;
    use serde_json::{Value, json};

    use super::{Node, tree};

    fn span(id: &str, parent: Value, name: &str, kind: &str, attributes: Value) -> Value {
        json!({
            "id": id, "name": name, "span_kind": kind, "parent_id": parent,
            "context": { "trace_id": "t", "span_id": id },
            "start_time": format!("2026-01-01T00:00:0{id}+00:00"),
            "end_time": format!("2026-01-01T00:00:0{id}.004+00:00"),
            "status_code": "OK", "status_message": "", "attributes": attributes, "events": [],
        })
    }

    #[test]
    fn a_trace_is_drawn_as_the_console_draws_it() -> Result<()> {
        let mut failed = span(
            "3",
            json!("1"),
            "get_weather",
            "TOOL",
            json!({ "input.value": "{\"city\":\"Rome\"}", "weather.city": "Rome" }),
        );
        failed["status_code"] = json!("ERROR");
        failed["status_message"] = json!("no such city");
        let model = json!({
            "llm.model_name": "gpt-4o-mini", "llm.token_count.prompt": 80, "llm.token_count.completion": 39,
            "llm.cost.total": 0.0000354, "llm.input_messages.0.message.role": "user",
            "llm.input_messages.0.message.content": "How warm\nis it?",
            "llm.output_messages.0.message.tool_calls.0.tool_call.function.name": "get_weather",
            "llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments": "{}",
        });
        let mut asked = span("2", json!("1"), "chat", "LLM", model);
        asked["events"] = json!([{ "name": "retry", "attributes": { "retry.attempt": 1 } }]);
        let root = span("1", Value::Null, "agent", "AGENT", json!({ "input.value": "How warm is it?" }));
        let shown = tree(&Node::tree(vec![
            root,
            asked,
            failed,
            span("4", json!("3"), "GET", "UNKNOWN", json!({ "url.path": "/" })),
        ])?);
        assert_eq!(
            shown,
            "\
AGENT agent 4ms
│ in    How warm is it?
├─ LLM chat 4ms gpt-4o-mini 80+39 tokens $0.0000354
│    in    How warm is it?
│    out   get_weather({})
│    event retry retry.attempt=1
└─ TOOL get_weather 4ms
   │ error no such city
   │ in    {\"city\":\"Rome\"}
   │ with  weather.city=Rome
   └─ SPAN GET 4ms
"
        );
        Ok(())
    }
}
