//! From finished spans to a [`Trace`].

use std::collections::{BTreeMap, HashMap};

use opentelemetry::trace::{SpanId, SpanKind, Status};
use opentelemetry::{Array, KeyValue, Value};
use opentelemetry_sdk::trace::SpanData;

use super::collector::Collected;
use super::trace::{Event, LinkTo, Node, Outcome, Trace};
use crate::record::Json;
use crate::semconv::attributes::OPENINFERENCE_SPAN_KIND;

pub(super) fn build(collected: Collected, resource: &[KeyValue]) -> Trace {
    let Collected { started, mut finished } = collected;
    let unfinished = started.len().saturating_sub(finished.len());
    finished.sort_by_key(|span| started.get(&span.span_context.span_id()).copied());

    let known: HashMap<SpanId, usize> =
        finished.iter().enumerate().map(|(place, span)| (span.span_context.span_id(), place)).collect();
    let mut children: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
    for (place, span) in finished.iter().enumerate() {
        children.entry(known.get(&span.parent_span_id).copied()).or_default().push(place);
    }
    let mut numbers = Numbers { children: &children, numbers: vec![0; finished.len()], next: 1 };
    numbers.count(None);
    let numbers = numbers.numbers;
    let tree = Tree { finished: &finished, known: &known, children: &children, numbers: &numbers };
    Trace { resource: attributes(resource), roots: tree.below(None), unfinished }
}

struct Numbers<'a> {
    children: &'a HashMap<Option<usize>, Vec<usize>>,
    numbers: Vec<usize>,
    next: usize,
}

impl Numbers<'_> {
    fn count(&mut self, parent: Option<usize>) {
        for &place in self.children.get(&parent).into_iter().flatten() {
            self.numbers[place] = self.next;
            self.next += 1;
            self.count(Some(place));
        }
    }
}

struct Tree<'a> {
    finished: &'a [SpanData],
    known: &'a HashMap<SpanId, usize>,
    children: &'a HashMap<Option<usize>, Vec<usize>>,
    numbers: &'a [usize],
}

impl Tree<'_> {
    fn below(&self, parent: Option<usize>) -> Vec<Node> {
        self.children.get(&parent).into_iter().flatten().map(|&place| self.node(place)).collect()
    }

    fn node(&self, place: usize) -> Node {
        let span = &self.finished[place];
        let mut attributes = attributes(&span.attributes);
        let kind = attributes.remove(OPENINFERENCE_SPAN_KIND);
        let scope = span.instrumentation_scope.name();
        Node {
            id: self.numbers[place],
            kind: kind.as_ref().and_then(Json::as_str).unwrap_or_default().to_owned(),
            name: span.name.to_string(),
            otel_kind: (span.span_kind != SpanKind::Internal).then(|| format!("{:?}", span.span_kind)),
            status: match &span.status {
                Status::Unset => Outcome::Unset,
                Status::Ok => Outcome::Ok,
                Status::Error { description } => Outcome::Error(description.to_string()),
            },
            remote_parent: span.parent_span_is_remote,
            attributes,
            events: span.events.iter().map(event).collect(),
            links: span.links.iter().map(|link| self.link(link.span_context.span_id())).collect(),
            scope: (scope != env!("CARGO_PKG_NAME")).then(|| scope.to_owned()),
            children: self.below(Some(place)),
            start: Some(span.start_time),
            duration: span.end_time.duration_since(span.start_time).ok(),
        }
    }

    fn link(&self, to: SpanId) -> LinkTo {
        self.known.get(&to).map_or(LinkTo::Elsewhere, |&place| LinkTo::Span(self.numbers[place]))
    }
}

fn event(event: &opentelemetry::trace::Event) -> Event {
    Event { name: event.name.to_string(), attributes: attributes(&event.attributes) }
}

/// The last value of each key, as the exporters send it.
fn attributes(list: &[KeyValue]) -> BTreeMap<String, Json> {
    list.iter().map(|attribute| (attribute.key.as_str().to_owned(), json(&attribute.value))).collect()
}

fn json(value: &Value) -> Json {
    match value {
        Value::Bool(value) => Json::Bool(*value),
        Value::I64(value) => Json::Int(*value),
        Value::F64(value) => Json::from(*value),
        Value::String(text) => Json::String(text.as_str().to_owned()),
        Value::Array(Array::Bool(items)) => Json::Array(items.iter().map(|item| Json::Bool(*item)).collect()),
        Value::Array(Array::I64(items)) => Json::Array(items.iter().map(|item| Json::Int(*item)).collect()),
        Value::Array(Array::F64(items)) => Json::Array(items.iter().map(|item| Json::from(*item)).collect()),
        Value::Array(Array::String(items)) => {
            Json::Array(items.iter().map(|item| Json::String(item.as_str().to_owned())).collect())
        }
        other => Json::String(other.to_string()),
    }
}
