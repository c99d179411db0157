//! Traces on a terminal, as they came back from Phoenix.

use serde_json::Value;

use crate::phoenix::Node;

/// Characters of an input or output that are shown.
const WIDTH: usize = 100;

pub(super) fn trees(trees: &[Node]) {
    for tree in trees {
        println!();
        show(tree, 0);
    }
}

fn show(node: &Node, depth: usize) {
    let indent = "   ".repeat(depth);
    let mut line = format!("{indent}{} {} {}", node.kind, node.name, node.duration());
    let known = ["llm.model_name", "economy.attempt"].map(|key| word(node.get(key)));
    for word in known.into_iter().flatten() {
        line = format!("{line} {word}");
    }
    if node.status == "ERROR" {
        line = format!("{line} ERROR {}", node.status_message);
    }
    println!("{line}");
    for (name, text) in [("in ", input(node)), ("out", output(node))] {
        if let Some(text) = text {
            println!("{indent}   {name}  {}", cut(&text));
        }
    }
    for event in node.events.iter().filter(|event| event.name != "exception") {
        let attributes: Vec<_> =
            event.attributes.iter().map(|(key, value)| format!("{key}={value}")).collect();
        println!("{indent}   !    {} {}", event.name, attributes.join(" "));
    }
    node.children.iter().for_each(|child| show(child, depth + 1));
}

/// A model's is the last message that it got.
fn input(node: &Node) -> Option<String> {
    let message = |index: usize| word(node.get(&format!("llm.input_messages.{index}.message.content")));
    let last = (0..).map_while(|index| {
        let role = node.get(&format!("llm.input_messages.{index}.message.role"));
        (!role.is_null()).then(|| message(index))
    });
    last.last().flatten().or_else(|| word(node.get("input.value")))
}

/// A model's is what it says, or the tools that it calls.
fn output(node: &Node) -> Option<String> {
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

fn cut(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(WIDTH) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
