//! One JSON document; `schema/report.schema.json` describes it.

use openinference_runtime::testing::Position;
use serde_json::{Value, json};

use super::Outcome;

/// The version of the format; a field that is new does not change it.
const VERSION: u32 = 1;

pub(super) fn document(outcome: &Outcome) -> Value {
    let findings = outcome.report.findings.iter().map(|finding| {
        json!({
            "code": finding.rule.code(),
            "rule": finding.rule.name(),
            "severity": finding.severity.as_str(),
            "message": finding.message,
            "key": finding.key,
            "span": finding.span,
            "path": finding.path,
            "ids": finding.ids,
            "file": finding.source.as_ref().map(|source| &*source.file),
            "line": finding.source.as_ref().and_then(|source| line(source.position)),
            "byte": finding.source.as_ref().and_then(|source| byte(source.position)),
        })
    });
    let problems = outcome.problems.iter().map(|problem| {
        json!({
            "file": &*problem.file,
            "line": problem.position.and_then(line),
            "byte": problem.position.and_then(byte),
            "span": problem.span,
            "message": problem.message,
        })
    });
    json!({
        "version": VERSION,
        "tool": { "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") },
        "files": outcome.files.iter().map(|file| &**file).collect::<Vec<_>>(),
        "spans": outcome.report.spans,
        "allowed": outcome.report.allowed,
        "skipped": outcome.skipped,
        "findings": findings.collect::<Vec<_>>(),
        "problems": problems.collect::<Vec<_>>(),
    })
}

pub(super) fn line(position: Position) -> Option<usize> {
    match position {
        Position::Line(line) => Some(line),
        _ => None,
    }
}

pub(super) fn byte(position: Position) -> Option<usize> {
    match position {
        Position::Byte(byte) => Some(byte),
        _ => None,
    }
}
