//! Spans as Phoenix returns them, and the tree that they make.

use std::{collections::BTreeMap, fmt, time::Duration};

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A span as Phoenix returns it. Resource, scope and links are not kept there.
#[derive(Debug, Deserialize)]
struct Span {
    id: String,
    name: String,
    context: SpanContext,
    span_kind: String,
    parent_id: Option<String>,
    start_time: String,
    end_time: String,
    status_code: String,
    status_message: String,
    attributes: BTreeMap<String, Value>,
    events: Vec<Event>,
}

#[derive(Debug, Deserialize)]
struct SpanContext {
    trace_id: String,
    span_id: String,
}

/// An event of a span.
#[derive(Debug, Deserialize, Serialize)]
pub struct Event {
    /// `exception`, or what the program calls it.
    pub name: String,
    /// What it says.
    pub attributes: BTreeMap<String, Value>,
}

/// A span and what it called, in the order in which it did.
#[derive(Debug, Serialize)]
pub struct Node {
    /// `LLM`, `TOOL` ...
    pub kind: String,
    /// Its name.
    pub name: String,
    /// `OK`, `ERROR` or `UNSET`.
    pub status: String,
    /// Why it failed.
    pub status_message: String,
    /// Nested as Phoenix nests them.
    pub attributes: BTreeMap<String, Value>,
    /// What happened during it.
    pub events: Vec<Event>,
    /// What it called.
    pub children: Vec<Node>,
    /// What the user interface calls it.
    #[serde(skip)]
    pub id: String,
    /// The trace that it is part of.
    #[serde(skip)]
    pub trace_id: String,
    #[serde(skip)]
    microseconds: u64,
}

impl Node {
    /// The one tree that the spans make.
    ///
    /// # Errors
    /// When they make none, or several.
    pub fn tree(spans: Vec<Value>) -> Result<Self> {
        let mut roots = Self::forest(spans)?;
        let root = roots.pop().context("no span without a parent")?;
        ensure!(roots.is_empty(), "several spans without a parent");
        Ok(root)
    }

    /// The trees that the spans make, in the order in which they began.
    ///
    /// # Errors
    /// When a span has a parent that is not among them.
    pub fn forest(spans: Vec<Value>) -> Result<Vec<Self>> {
        let spans = spans.into_iter().map(serde_json::from_value).collect::<Result<Vec<Span>, _>>();
        let mut spans = spans.context("Phoenix answered otherwise than expected")?;
        spans.sort_by(|left, right| left.start_time.cmp(&right.start_time));
        let count = spans.len();
        let roots = Self::children(&mut spans, None);
        ensure!(spans.is_empty(), "{} of {count} spans have a parent that is not there", spans.len());
        Ok(roots)
    }

    fn children(spans: &mut Vec<Span>, parent: Option<&SpanContext>) -> Vec<Self> {
        let is_child = |span: &mut Span| match parent {
            None => span.parent_id.is_none(),
            Some(parent) => {
                span.parent_id.as_ref() == Some(&parent.span_id) && span.context.trace_id == parent.trace_id
            }
        };
        let found: Vec<_> = spans.extract_if(.., is_child).collect();
        found.into_iter().map(|span| Self::new(span, spans)).collect()
    }

    fn new(span: Span, rest: &mut Vec<Span>) -> Self {
        let children = Self::children(rest, Some(&span.context));
        let microseconds = microseconds(&span.end_time).saturating_sub(microseconds(&span.start_time));
        let Span {
            id, name, span_kind: kind, status_code: status, status_message, attributes, events, ..
        } = span;
        let trace_id = span.context.trace_id;
        Self { kind, name, status, status_message, attributes, events, children, id, trace_id, microseconds }
    }

    /// This one and all below it, in the order in which they began.
    pub fn all(&self) -> Vec<&Self> {
        let below = self.children.iter().flat_map(Self::all);
        std::iter::once(self).chain(below).collect()
    }

    /// How long it took.
    #[must_use]
    pub fn duration(&self) -> String {
        match self.microseconds {
            short @ 0..1_000 => format!("{short}µs"),
            middle @ 1_000..1_000_000 => format!("{}ms", middle / 1_000),
            long => format!("{:.1}s", Duration::from_micros(long).as_secs_f64()),
        }
    }

    /// The attribute's value; null when it has none.
    #[must_use]
    pub fn get(&self, key: &str) -> &Value {
        self.attributes.get(key).unwrap_or(&Value::Null)
    }

    /// The same in every run, as sessions are named after the time; and vectors on one line.
    #[must_use]
    pub fn for_snapshot(mut self) -> Self {
        for (key, value) in &mut self.attributes {
            if key == "session.id" {
                *value = "[session]".into();
            } else if value.is_array() {
                *value = value.to_string().into();
            }
        }
        self.children = self.children.into_iter().map(Self::for_snapshot).collect();
        self
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        writeln!(f, "{:indent$}{} {} {}", "", self.kind, self.name, self.status, indent = 2 * depth)?;
        self.children.iter().try_for_each(|child| child.write(f, depth + 1))
    }
}

/// One line for each span: kind, name, status.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}

/// Of the day, which is enough for what tests and demonstrations last, except around midnight.
fn microseconds(time: &str) -> u64 {
    let (_, clock) = time.split_once('T').unwrap_or_default();
    let clock = clock.split(['+', '-', 'Z']).next().unwrap_or_default();
    let seconds =
        clock.split(':').filter_map(|part| part.parse::<f64>().ok()).fold(0.0, |sum, part| sum * 60.0 + part);
    (seconds * 1e6).round() as u64
}
