//! SARIF 2.1.0.

use openinference_runtime::testing::{Finding, Position, Rule, Severity};
use serde_json::{Map, Value, json};

use super::Outcome;
use super::json::{byte, line};
use crate::input::Problem;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

pub(super) fn document(outcome: &Outcome) -> Value {
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": Rule::ALL.iter().map(|rule| describe(*rule)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": outcome.problems.is_empty(),
                "toolExecutionNotifications": outcome.problems.iter().map(notification).collect::<Vec<_>>(),
            }],
            "results": outcome.report.findings.iter().map(result).collect::<Vec<_>>(),
        }],
    })
}

fn describe(rule: Rule) -> Value {
    json!({
        "id": rule.code(),
        "name": rule.name(),
        "shortDescription": { "text": rule.summary() },
        "help": { "text": rule.help() },
        "defaultConfiguration": { "level": rule.severity().as_str() },
    })
}

fn result(finding: &Finding) -> Value {
    let index = Rule::ALL.iter().position(|rule| *rule == finding.rule);
    let mut result = json!({
        "ruleId": finding.rule.code(),
        "level": match finding.severity {
            Severity::Error => "error",
            _ => "warning",
        },
        "message": { "text": finding.message },
        // Stays the same while ids and places change, so that one finding of many runs is one alert.
        "partialFingerprints": {
            "spanPathAndKey/v1": format!("{}|{}|{}", finding.rule.code(), finding.path, finding.key.as_deref().unwrap_or_default()),
        },
    });
    if let Some(index) = index {
        result["ruleIndex"] = json!(index);
    }
    let mut location = Map::new();
    if let Some(source) = &finding.source {
        location.insert("physicalLocation".to_owned(), place(&source.file, Some(source.position)));
    }
    if !finding.path.is_empty() {
        let logical = json!([{ "fullyQualifiedName": finding.path, "kind": "span" }]);
        location.insert("logicalLocations".to_owned(), logical);
    }
    if !location.is_empty() {
        result["locations"] = json!([location]);
    }
    result
}

fn notification(problem: &Problem) -> Value {
    let message = match &problem.span {
        Some(span) => format!("span {span}: {}", problem.message),
        None => problem.message.clone(),
    };
    json!({
        "level": "error",
        "message": { "text": message },
        "locations": [{ "physicalLocation": place(&problem.file, problem.position) }],
    })
}

fn place(file: &str, position: Option<Position>) -> Value {
    let mut place = json!({ "artifactLocation": { "uri": uri(file) } });
    if let Some(line) = position.and_then(line) {
        place["region"] = json!({ "startLine": line });
    }
    if let Some(byte) = position.and_then(byte) {
        place["region"] = json!({ "byteOffset": byte });
    }
    place
}

/// A relative reference as RFC 3986 has it, or for an absolute path a `file` URI.
fn uri(path: &str) -> String {
    use std::fmt::Write as _;
    let path = path.replace('\\', "/");
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            // Writing to a string cannot fail.
            other => drop(write!(uri, "%{other:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_are_uris() {
        assert_eq!(uri("out/my spans:1.jsonl"), "out/my%20spans%3A1.jsonl");
        assert_eq!(uri("/tmp/ü.json"), "file:///tmp/%C3%BC.json");
        assert_eq!(uri("out\\spans.json"), "out/spans.json");
    }
}
