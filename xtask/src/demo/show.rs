//! Traces on a terminal, as they came back from Phoenix.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::phoenix::{Node, Server};

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
    for (name, key) in [("in ", "input.value"), ("out", "output.value")] {
        if let Some(value) = word(node.get(key)) {
            println!("{indent}   {name}  {}", cut(&value));
        }
    }
    for event in node.events.iter().filter(|event| event.name != "exception") {
        let attributes: Vec<_> =
            event.attributes.iter().map(|(key, value)| format!("{key}={value}")).collect();
        println!("{indent}   !    {} {}", event.name, attributes.join(" "));
    }
    node.children.iter().for_each(|child| show(child, depth + 1));
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

/// Where Phoenix shows a trace.
pub(super) fn page(phoenix: &Server, project: &str, tree: &Node) -> Result<String> {
    let answer: Value = serde_json::from_str(&phoenix.get(&format!("/v1/projects/{project}"))?)?;
    let id = answer["data"]["id"].as_str().context("Phoenix answered otherwise than expected")?;
    Ok(format!("{}/projects/{id}/traces/{}", phoenix.url(), tree.trace_id))
}
