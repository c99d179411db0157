//! Spans as Phoenix returns them, and the tree that they make.

use std::{collections::BTreeMap, fmt};

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A span as Phoenix returns it. Resource, scope and links are not kept there.
#[derive(Debug, Deserialize)]
struct Span {
    name: String,
    context: SpanContext,
    span_kind: String,
    parent_id: Option<String>,
    start_time: String,
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

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Event {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, Value>,
}

/// A span and what it called, in the order in which it did.
#[derive(Debug, Serialize)]
pub(crate) struct Node {
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) status: String,
    pub(crate) status_message: String,
    pub(crate) attributes: BTreeMap<String, Value>,
    pub(crate) events: Vec<Event>,
    pub(crate) children: Vec<Node>,
}

impl Node {
    /// The one tree that the spans make.
    pub(crate) fn tree(spans: Vec<Value>) -> Result<Self> {
        let spans = spans.into_iter().map(serde_json::from_value).collect::<Result<Vec<Span>, _>>();
        let mut spans = spans.context("Phoenix answered otherwise than expected")?;
        spans.sort_by(|left, right| left.start_time.cmp(&right.start_time));
        let count = spans.len();
        let mut roots = Self::children(&mut spans, None);
        let root = roots.pop().context("no span without a parent")?;
        ensure!(roots.is_empty(), "several spans without a parent");
        ensure!(spans.is_empty(), "{} of {count} spans have a parent that is not there", spans.len());
        Ok(root)
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
        let Span { name, span_kind: kind, status_code: status, status_message, attributes, events, .. } =
            span;
        Self { kind, name, status, status_message, attributes, events, children }
    }

    /// The attribute's value; null when it has none.
    pub(crate) fn get(&self, key: &str) -> &Value {
        self.attributes.get(key).unwrap_or(&Value::Null)
    }

    /// The same in every run, as sessions are named after the time; and vectors on one line.
    pub(crate) fn for_snapshot(mut self) -> Self {
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
