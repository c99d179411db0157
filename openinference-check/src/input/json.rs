//! JSON: one document, or one after the other.

use std::sync::Arc;

use openinference_runtime::record::Json;
use openinference_runtime::testing::{Position, ReplayError, Trace};
use serde::de::IgnoredAny;

use super::{Input, otlp};

/// A brace with a field or the end behind it, or a list. Protobuf may begin with a byte that is a brace, but not so.
pub(super) fn is_json(bytes: &[u8]) -> bool {
    let text = bytes.trim_ascii_start();
    match text.strip_prefix(b"{") {
        Some(rest) => matches!(rest.trim_ascii_start().first(), None | Some(b'"' | b'}')),
        None => text.starts_with(b"["),
    }
}

pub(super) fn read(input: &mut Input, file: &Arc<str>, bytes: &[u8]) {
    if is_of_the_kit(bytes) {
        let (traces, problems) = Trace::salvage_lines(bytes, file);
        input.traces.extend(traces);
        for problem in problems {
            match problem {
                ReplayError::Line { line, problem, .. } => {
                    input.problem(file, Some(Position::Line(line)), problem);
                }
                other => input.problem(file, None, other.to_string()),
            }
        }
        return;
    }
    let mut at = 0;
    while let Some(start) = next_document(bytes, at) {
        let line = line_of(bytes, start);
        let mut documents = serde_json::Deserializer::from_slice(&bytes[start..]).into_iter::<Json>();
        match documents.next() {
            Some(Ok(document)) => {
                at = start + documents.byte_offset();
                otlp::read(input, file, line, &document);
            }
            Some(Err(error)) => {
                input.problem(file, Some(Position::Line(line)), explain(&bytes[start..], &error));
                at = after_broken(bytes, start);
            }
            None => break,
        }
    }
}

/// Why a document cannot be read. Of one that is cut, the next one stands where the rest should be.
fn explain(document: &[u8], error: &serde_json::Error) -> String {
    let (first, rest) = match document.iter().position(|byte| *byte == b'\n') {
        Some(end) => (&document[..end], &document[end..]),
        None => (document, &b""[..]),
    };
    let first = serde_json::from_slice::<IgnoredAny>(first).err().filter(serde_json::Error::is_eof);
    match first {
        Some(first) if rest.trim_ascii().is_empty() || rest.starts_with(b"\n{") => {
            format!("it is cut: {first}")
        }
        _ if error.is_eof() => format!("it is cut: {error}"),
        _ => format!("it is damaged: {error}"),
    }
}

/// Files that the testing kit writes say so in their first line.
fn is_of_the_kit(bytes: &[u8]) -> bool {
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    first.windows(21).any(|window| window == b"\"openinference_trace\"")
}

fn next_document(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    rest.iter().position(|byte| !byte.is_ascii_whitespace()).map(|offset| at + offset)
}

/// The next line that begins a document: what is indented belongs to the broken one.
fn after_broken(bytes: &[u8], start: usize) -> usize {
    let rest = &bytes[start..];
    let next = rest.windows(2).position(|window| window == b"\n{");
    next.map_or(bytes.len(), |offset| start + offset + 1)
}

fn line_of(bytes: &[u8], at: usize) -> usize {
    bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1
}
