//! What a capture gives: a tree of spans without anything that changes from run to run.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use serde::{Serialize, Serializer};

use crate::record::Json;

/// The spans of a capture. Equal runs give equal traces: ids are numbers in the order of the tree, and times
/// are not serialised.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Trace {
    /// Attributes of the resource.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub resource: BTreeMap<String, Json>,
    /// Spans without a parent in the capture, by the order of their starts.
    pub roots: Vec<Node>,
    /// Spans that were started and had not ended.
    #[serde(skip_serializing_if = "is_zero")]
    pub unfinished: usize,
}

/// One span with everything below it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Node {
    /// Counted from 1 through the tree, parents before children.
    pub id: usize,
    /// `openinference.span.kind`; empty for a span that is not of the conventions.
    pub kind: String,
    /// The span's name.
    pub name: String,
    /// The OpenTelemetry kind, where it is not internal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub otel_kind: Option<String>,
    /// How it ended.
    pub status: Outcome,
    /// True when the parent is a span of another process.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub remote_parent: bool,
    /// All attributes but the kind.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, Json>,
    /// Events, by time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    /// Links, in the order in which they were made.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkTo>,
    /// The name of the instrumentation scope, where it is not this crate's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// Spans below this one, by the order of their starts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Node>,
    /// When the span started. Not serialised.
    #[serde(skip)]
    pub start: Option<SystemTime>,
    /// How long it took. Not serialised.
    #[serde(skip)]
    pub duration: Option<Duration>,
}

/// The status of a span.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// Nothing was said.
    Unset,
    /// The call did what it should.
    Ok,
    /// It did not; the text says why.
    Error(String),
}

impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unset => serializer.serialize_str("unset"),
            Self::Ok => serializer.serialize_str("ok"),
            Self::Error(text) => serializer.collect_str(&format_args!("error: {text}")),
        }
    }
}

/// A point in time within a span.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Event {
    /// Its name.
    pub name: String,
    /// Its attributes.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, Json>,
}

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
        let mut open: Vec<&Node> = self.roots.iter().rev().collect();
        std::iter::from_fn(move || {
            let next = open.pop()?;
            open.extend(next.children.iter().rev());
            Some(next)
        })
    }

    /// The first span of that name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Node> {
        self.spans().find(|span| span.name == name)
    }
}

impl Node {
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
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields by reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}
