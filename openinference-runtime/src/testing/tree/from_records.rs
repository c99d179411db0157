//! From records to a tree of spans.

use std::sync::Arc;
use std::time::SystemTime;

use opentelemetry::trace::{SpanId, SpanKind, TraceId};

use super::forest::Forest;
use crate::json::Json;
use crate::semconv::attributes::OPENINFERENCE_SPAN_KIND;
use crate::testing::map::AttributeMap;
use crate::testing::record::{EventRecord, SpanRecord};
use crate::testing::trace::{Event, LinkTo, Node, PerRun, RecordedAt, Trace};

impl Trace {
    /// Builds the tree of spans from anywhere. Siblings stand in the order of their starts, and where these are equal or
    /// unknown, in the order given. What does not fit into a tree becomes a root, with a fault that says why.
    #[must_use]
    pub fn from_records(records: impl IntoIterator<Item = SpanRecord>) -> Self {
        let mut records: Vec<SpanRecord> = records.into_iter().collect();
        records.sort_by_key(|record| record.start.unwrap_or(SystemTime::UNIX_EPOCH));
        build(records)
    }
}

/// As [`Trace::from_records`], of records that stand in the order of their starts.
pub(in crate::testing) fn build(records: Vec<SpanRecord>) -> Trace {
    let forest = Forest::of(&records);
    let resource = common_resource(&records);
    let links = records.iter().map(|record| forest.links(record)).collect();
    let mut assembly = Assembly {
        records: records.into_iter().map(Some).collect(),
        links,
        forest: &forest,
        own_resources: resource.is_none(),
    };
    let roots = forest.roots().iter().filter_map(|&root| assembly.node(root)).collect();
    let resource = resource.as_deref().cloned().unwrap_or_default();
    Trace { resource, roots, unfinished: 0, tree_errors: forest.into_faults() }
}

/// The resource that all spans have.
fn common_resource(records: &[SpanRecord]) -> Option<Arc<AttributeMap>> {
    let (first, others) = records.split_first()?;
    others.iter().all(|other| other.resource == first.resource).then(|| Arc::clone(&first.resource))
}

struct Assembly<'a> {
    /// By place; each is taken once.
    records: Vec<Option<SpanRecord>>,
    links: Vec<Vec<LinkTo>>,
    forest: &'a Forest,
    own_resources: bool,
}

impl Assembly<'_> {
    fn node(&mut self, place: usize) -> Option<Node> {
        let record = self.records[place].take()?;
        let repeated_keys = repeated_keys(&record.attributes);
        let mut attributes: AttributeMap = record.attributes.into_iter().collect();
        let kind = attributes.remove(OPENINFERENCE_SPAN_KIND);
        let kind = match kind {
            Some(Json::String(kind)) => kind,
            // Of the wrong type: left for the conformance checks to find.
            Some(other) => {
                attributes.insert(OPENINFERENCE_SPAN_KIND, other);
                String::new()
            }
            None => String::new(),
        };
        let elsewhere = record.parent_span_id.is_some() && !self.forest.has_parent(place);
        let children = self.forest.children(place).iter().filter_map(|&child| self.node(child)).collect();
        Some(Node {
            id: self.forest.number(place),
            kind,
            name: record.name,
            otel_kind: (record.otel_kind != SpanKind::Internal).then(|| format!("{:?}", record.otel_kind)),
            status: record.status,
            remote_parent: record.parent_is_remote,
            orphan: elsewhere && !record.parent_is_remote && !self.forest.knows_parent(place),
            time: None,
            attributes,
            events: record.events.into_iter().map(event).collect(),
            links: std::mem::take(&mut self.links[place]),
            scope: (record.scope != env!("CARGO_PKG_NAME")).then_some(record.scope),
            resource: if self.own_resources { (*record.resource).clone() } else { AttributeMap::new() },
            children,
            recorded: PerRun {
                trace_id: (record.trace_id != TraceId::INVALID).then_some(record.trace_id),
                span_id: (record.span_id != SpanId::INVALID).then_some(record.span_id),
                parent_span_id: record.parent_span_id,
                start: record.start,
                end: record.end,
                dropped_attributes: record.dropped_attributes,
                repeated_keys,
                source: record.source,
            },
        })
    }
}

fn event(event: EventRecord) -> Event {
    Event {
        name: event.name,
        time: None,
        attributes: event.attributes.into_iter().collect(),
        recorded: RecordedAt(event.time),
    }
}

/// Keys that stand in the list more than once, each named once.
fn repeated_keys(attributes: &[(String, Json)]) -> Vec<String> {
    let mut keys: Vec<&str> = attributes.iter().map(|(key, _)| key.as_str()).collect();
    keys.sort_unstable();
    let mut repeated: Vec<String> =
        keys.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].to_owned()).collect();
    repeated.dedup();
    repeated
}
