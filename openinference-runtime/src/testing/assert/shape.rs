//! The expected shape of a trace, as an outline.

use crate::testing::Pattern;
use crate::testing::outline::label;
use crate::testing::trace::{Node, SpanStatus};

/// A line of the outline with what is indented below it.
pub(super) struct Line {
    text: String,
    indent: usize,
    expects: Expects,
    below: Vec<Line>,
}

enum Expects {
    /// `...`
    AnySpans,
    Span {
        kind: String,
        name: Pattern,
        /// None: no error.
        error: Option<Pattern>,
    },
}

/// Any text, dots included: names and messages are no keys.
fn loose(text: &str) -> Pattern {
    Pattern::new(text.replace('*', "**"))
}

pub(super) fn parse(text: &str) -> Result<Vec<Line>, String> {
    let mut lines = Vec::new();
    for written in text.lines().filter(|line| !line.trim().is_empty()) {
        if written.contains('\t') {
            return Err(format!("a tab in `{}`: indent with blanks", written.trim()));
        }
        let text = written.trim();
        lines.push(Line {
            text: text.to_owned(),
            indent: written.len() - written.trim_start().len(),
            expects: expects(text)?,
            below: Vec::new(),
        });
    }
    nest(lines)
}

fn expects(text: &str) -> Result<Expects, String> {
    if matches!(text, "..." | "…") {
        return Ok(Expects::AnySpans);
    }
    let (kind, rest) = text.split_once(' ').ok_or_else(|| format!("`{text}` has no name after the kind"))?;
    let (name, error) = match rest.strip_suffix(')').and_then(|rest| rest.split_once(" (error")) {
        Some((name, "")) => (name, Some(loose("*"))),
        Some((name, why)) => match why.strip_prefix(": ") {
            Some(why) => (name, Some(loose(why))),
            None => (rest, None),
        },
        None => (rest, None),
    };
    Ok(Expects::Span { kind: kind.to_owned(), name: loose(name.trim()), error })
}

/// From indentation to a tree.
fn nest(lines: Vec<Line>) -> Result<Vec<Line>, String> {
    let first = lines.first().map_or(0, |line| line.indent);
    // The lines that are still open, outermost first.
    let mut open: Vec<Line> = Vec::new();
    let mut roots: Vec<Line> = Vec::new();
    for line in lines {
        while open.last().is_some_and(|last| last.indent >= line.indent) {
            close(&mut open, &mut roots);
        }
        if line.indent < first || (open.is_empty() && line.indent != first) {
            return Err(format!("`{}` is indented unlike the lines beside it", line.text));
        }
        if let Some(parent) = open.last() {
            let unlike = parent.below.first().is_some_and(|sibling| sibling.indent != line.indent);
            if unlike || matches!(parent.expects, Expects::AnySpans) {
                return Err(format!("`{}` is indented unlike the lines beside it", line.text));
            }
        }
        open.push(line);
    }
    while !open.is_empty() {
        close(&mut open, &mut roots);
    }
    Ok(roots)
}

fn close(open: &mut Vec<Line>, roots: &mut Vec<Line>) {
    if let Some(line) = open.pop() {
        open.last_mut().map_or(roots, |parent| &mut parent.below).push(line);
    }
}

/// The shape as [`Trace::outline`](crate::testing::Trace::outline) indents it.
pub(super) fn write(lines: &[Line]) -> String {
    let mut out = String::new();
    write_below(lines, 0, &mut out);
    out
}

fn write_below(lines: &[Line], depth: usize, out: &mut String) {
    for line in lines {
        out.push_str(&"  ".repeat(depth));
        out.push_str(&line.text);
        out.push('\n');
        write_below(&line.below, depth + 1, out);
    }
}

/// Whether a line of an outline is one that an expected line allows; for messages only.
pub(super) fn is_same_line(expected: &str, actual: &str) -> bool {
    let (expected, fails) = match expected.strip_suffix("(error)") {
        Some(expected) => (format!("{expected}(error: *)"), true),
        None => (expected.to_owned(), expected.contains(" (error")),
    };
    fails == actual.contains(" (error: ") && loose(&expected).matches(actual)
}

pub(super) fn matches(lines: &[Line], nodes: &[Node]) -> bool {
    let Some((line, rest)) = lines.split_first() else { return nodes.is_empty() };
    match &line.expects {
        Expects::AnySpans => (0..=nodes.len()).any(|taken| matches(rest, &nodes[taken..])),
        Expects::Span { kind, name, error } => {
            let Some((node, others)) = nodes.split_first() else { return false };
            is_meant(node, kind, name, error.as_ref())
                && matches(&line.below, &node.children)
                && matches(rest, others)
        }
    }
}

fn is_meant(node: &Node, kind: &str, name: &Pattern, error: Option<&Pattern>) -> bool {
    let outcome = match (&node.status, error) {
        (SpanStatus::Error(why), Some(expected)) => expected.matches(why),
        (SpanStatus::Error(_), None) | (_, Some(_)) => false,
        _ => true,
    };
    (kind == "*" || kind == label(node)) && name.matches(&node.name) && outcome
}
