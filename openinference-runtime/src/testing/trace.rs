//! What a capture gives: a tree of spans without anything that changes from run to run.

use std::time::{Duration, SystemTime};

use opentelemetry::trace::{SpanId, TraceId};
use serde::{Deserialize, Serialize};

use super::map::AttributeMap;
use super::source::Source;
use super::tree_error::TreeError;
use crate::json::Json;

/// The spans of a capture. Equal runs give equal traces: ids are numbers in the order of the tree, and times are not
/// serialised unless [`View::times`](super::View::times) asks for them.
///
/// Displayed, it is its outline; with `{:#}`, with every attribute.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Trace {
    /// Attributes of the resource, where all spans have the same.
    #[serde(default, skip_serializing_if = "AttributeMap::is_empty")]
    pub resource: AttributeMap,
    /// Spans without a parent in the capture, by the order of their starts.
    #[serde(default)]
    pub roots: Vec<Node>,
    /// Spans that were started and had not ended.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unfinished: usize,
    /// What kept spans from having a place in a tree. Not serialised.
    #[serde(skip)]
    pub tree_errors: Vec<TreeError>,
}

/// One span with everything below it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Node {
    /// Counted from 1 through the tree, parents before children.
    pub id: usize,
    /// `openinference.span.kind`; empty for a span that is not of the conventions.
    #[serde(default)]
    pub kind: String,
    /// The span's name.
    pub name: String,
    /// The OpenTelemetry kind (`Client`, `Server` ...), where it is not internal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub otel_kind: Option<String>,
    /// How it ended.
    #[serde(default)]
    pub status: SpanStatus,
    /// True when the parent is a span of another process.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub remote_parent: bool,
    /// True when the parent should be in the capture and is not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub orphan: bool,
    /// When it ran, counted from the start of the first span. Only where asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Timing>,
    /// All attributes but the kind.
    #[serde(default, skip_serializing_if = "AttributeMap::is_empty")]
    pub attributes: AttributeMap,
    /// Events, by time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    /// Links, in the order in which they were made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkTo>,
    /// The name of the instrumentation scope, where it is not this crate's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// Attributes of the resource, where the spans of the trace come from several.
    #[serde(default, skip_serializing_if = "AttributeMap::is_empty")]
    pub resource: AttributeMap,
    /// Spans below this one, by the order of their starts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Node>,
    /// What changes from run to run. Not serialised, and not compared.
    #[serde(skip)]
    pub recorded: PerRun,
}

/// What of a span changes from run to run. Any two are equal, so that traces of two runs can be.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct PerRun {
    /// The trace that the span belonged to.
    pub trace_id: Option<TraceId>,
    /// Its own id.
    pub span_id: Option<SpanId>,
    /// The id of its parent.
    pub parent_span_id: Option<SpanId>,
    /// When it started.
    pub start: Option<SystemTime>,
    /// When it ended.
    pub end: Option<SystemTime>,
    /// Attributes that were lost to a limit.
    pub dropped_attributes: u32,
    /// Keys that were written more than once, of which the last value is kept.
    pub repeated_keys: Vec<String>,
    /// Where it was read.
    pub source: Option<Source>,
}

impl PartialEq for PerRun {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// When something happened, in milliseconds from the start of the first span of the trace.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Timing {
    /// When it began.
    pub start_ms: f64,
    /// How long it took. None for what has no length, and for a span that has not ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<f64>,
}

/// The status of a span. Written as `unset`, `ok` or `error: <why>`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SpanStatus {
    /// Nothing was said.
    #[default]
    Unset,
    /// The call did what it should.
    Ok,
    /// It did not; the text says why.
    Error(String),
}

/// A point in time within a span.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Event {
    /// Its name.
    pub name: String,
    /// When it happened, counted from the start of the first span. Only where asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Timing>,
    /// Its attributes.
    #[serde(default, skip_serializing_if = "AttributeMap::is_empty")]
    pub attributes: AttributeMap,
    /// When it happened. Not serialised, and not compared.
    #[serde(skip)]
    pub recorded: RecordedAt,
}

/// When an event happened. Any two are equal, so that traces of two runs can be.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::exhaustive_structs, reason = "a point in time has one part")]
pub struct RecordedAt(pub Option<SystemTime>);

impl PartialEq for RecordedAt {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// What a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LinkTo {
    /// The span of that number in this capture.
    Span(usize),
    /// A span that is not in this capture.
    Elsewhere,
}

impl Trace {
    /// Every span, parents before children.
    pub fn spans(&self) -> impl Iterator<Item = &Node> {
        below(&self.roots)
    }

    /// How many spans there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spans().count()
    }

    /// Whether no span has ended.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.roots.is_empty()
    }
}

fn below(nodes: &[Node]) -> impl Iterator<Item = &Node> {
    let mut open: Vec<&Node> = nodes.iter().rev().collect();
    std::iter::from_fn(move || {
        let next = open.pop()?;
        open.extend(next.children.iter().rev());
        Some(next)
    })
}

impl Node {
    /// Every span below this one, parents before children.
    pub fn descendants(&self) -> impl Iterator<Item = &Node> {
        below(&self.children)
    }

    /// The attribute of that key.
    #[must_use]
    pub fn attribute(&self, key: &str) -> Option<&Json> {
        self.attributes.get(key)
    }

    /// The text of that attribute.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        self.attribute(key)?.as_str()
    }

    /// How long the span took. None where the clock went backwards or the end is not known.
    #[must_use]
    pub fn duration(&self) -> Option<Duration> {
        self.recorded.end?.duration_since(self.recorded.start?).ok()
    }

    /// The event of that name.
    #[must_use]
    pub fn event(&self, name: &str) -> Option<&Event> {
        self.events.iter().find(|event| event.name == name)
    }
}

impl SpanStatus {
    /// Whether the span ended in an error.
    #[must_use]
    pub fn is_error(&self) -> bool {
        matches!(self, Self::Error(_))
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields by reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}
