//! A trace for people: one line for each span.

use std::fmt;

use super::trace::{Event, LinkTo, Node, SpanStatus, Timing, Trace};
use crate::json::Json;

/// Texts in an outline are cut after this many characters.
const SHOWN: usize = 200;

impl Trace {
    /// One line for each span: kind and name, indented below the parent, with the error of those that failed. Made for
    /// inline snapshots, and what [`assert_trace!`](crate::assert_trace) compares.
    ///
    /// ```
    /// use openinference_runtime::{semconv::SpanKind, span, testing};
    ///
    /// let (_, trace) = testing::capture_sync(|| {
    ///     span(SpanKind::Agent, "answer").in_scope(|| span(SpanKind::Tool, "look_up").in_scope(|| ()))
    /// });
    /// assert_eq!(trace.outline(), "AGENT answer\n  TOOL look_up\n");
    /// ```
    #[must_use]
    pub fn outline(&self) -> String {
        Outline { trace: self, attributes: false }.to_string()
    }
}

impl fmt::Display for Trace {
    /// The outline; with `{:#}` times, attributes, events and links too.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Outline { trace: self, attributes: f.alternate() }, f)
    }
}

struct Outline<'a> {
    trace: &'a Trace,
    attributes: bool,
}

impl fmt::Display for Outline<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.trace.roots.is_empty() {
            f.write_str("(no spans)\n")?;
        }
        for root in &self.trace.roots {
            self.node(f, root, 0)?;
        }
        match self.trace.unfinished {
            0 => Ok(()),
            many => writeln!(f, "({many} unfinished)"),
        }
    }
}

impl Outline<'_> {
    fn node(&self, f: &mut fmt::Formatter<'_>, node: &Node, depth: usize) -> fmt::Result {
        write!(f, "{:indent$}{} {}", "", label(node), OneLine(&node.name), indent = depth * 2)?;
        if let SpanStatus::Error(why) = &node.status {
            write!(f, " (error: {})", OneLine(why))?;
        }
        if node.orphan {
            f.write_str(" (orphan)")?;
        }
        if let Some(time) = node.time {
            write!(f, " @{time}")?;
        }
        f.write_str("\n")?;
        if self.attributes {
            details(f, node, depth)?;
        }
        node.children.iter().try_for_each(|child| self.node(f, child, depth + 1))
    }
}

/// The kind, or for a span that has none, the OpenTelemetry kind in lower case.
pub(super) fn label(node: &Node) -> String {
    match (&*node.kind, &node.otel_kind) {
        ("", Some(kind)) => kind.to_lowercase(),
        ("", None) => "internal".to_owned(),
        (kind, _) => kind.to_owned(),
    }
}

fn details(f: &mut fmt::Formatter<'_>, node: &Node, depth: usize) -> fmt::Result {
    let indent = depth * 2 + 4;
    for (key, value) in node.attributes.iter() {
        writeln!(f, "{:indent$}{key}: {}", "", Shown(value))?;
    }
    for Event { name, time, attributes, .. } in &node.events {
        write!(f, "{:indent$}event {name}", "")?;
        if let Some(time) = time {
            write!(f, " @{time}")?;
        }
        f.write_str("\n")?;
        for (key, value) in attributes.iter() {
            writeln!(f, "{:indent$}  {key}: {}", "", Shown(value))?;
        }
    }
    for link in &node.links {
        match link {
            LinkTo::Span(id) => writeln!(f, "{:indent$}link to span {id}", "")?,
            LinkTo::Elsewhere => writeln!(f, "{:indent$}link elsewhere", "")?,
        }
    }
    Ok(())
}

impl fmt::Display for Timing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}ms", self.start_ms)?;
        match self.duration_ms {
            Some(duration) => write!(f, "+{duration}ms"),
            None => Ok(()),
        }
    }
}

/// A value in one line.
pub(super) struct Shown<'a>(pub(super) &'a Json);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Json::String(text) => write!(f, "{}", OneLine(text)),
            other => write!(f, "{}", OneLine(&other.write(4 * SHOWN))),
        }
    }
}

/// A text in one line, cut where it is long.
struct OneLine<'a>(&'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write as _;
        let mut chars = self.0.chars();
        for character in chars.by_ref().take(SHOWN) {
            match character {
                '\n' => f.write_str("\\n")?,
                control if control.is_control() => write!(f, "{}", control.escape_default())?,
                plain => f.write_char(plain)?,
            }
        }
        match chars.count() {
            0 => Ok(()),
            more => write!(f, "… ({more} more)"),
        }
    }
}
