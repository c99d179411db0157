//! How a span stands to others, as far as a running program can know.

use std::collections::{HashMap, VecDeque};
use std::time::SystemTime;

use opentelemetry::Context;
use opentelemetry::trace::{SpanContext, SpanId, TraceContextExt as _, TraceId};
use opentelemetry_sdk::trace::{Span, SpanData};

use crate::testing::record::SpanRecord;
use crate::testing::tree::MAX_DEPTH;
use crate::testing::tree_error::{TreeError, TreeErrorKind};

/// So many spans that have not ended are followed; those beyond stand alone.
const ACTIVE: usize = 65_536;

/// So many spans that have ended are remembered, for children that end after them.
const ENDED: usize = 4_096;

type Key = (TraceId, SpanId);

/// The spans of a running program: those that have not ended, and the last that have.
#[derive(Debug, Default)]
pub(super) struct SpanRelations {
    active: HashMap<Key, Known>,
    ended: HashMap<Key, Known>,
    /// The keys of `ended`, the oldest first.
    order: VecDeque<Key>,
}

#[derive(Clone, Debug)]
struct Known {
    name: String,
    start: SystemTime,
    end: Option<SystemTime>,
    /// How many spans of this program stand above it.
    depth: usize,
    /// The sampler refused the parent.
    orphan: bool,
}

/// What is known of a span that ends.
pub(super) struct EndedSpan {
    /// Its parent, when it is one of this program.
    pub(super) parent: Option<SpanRecord>,
    /// Whether its parent is never exported.
    pub(super) orphan: bool,
}

impl SpanRelations {
    /// Remembers a span that starts. Gives what is wrong with its place.
    pub(super) fn starts(&mut self, span: &Span, cx: &Context) -> Option<TreeError> {
        let data = span.exported_data()?;
        let key = (data.span_context.trace_id(), data.span_context.span_id());
        let above = cx.span().span_context().clone();
        let parent = self.known((above.trace_id(), above.span_id()));
        let depth = parent.map_or(0, |parent| parent.depth.saturating_add(1));
        let kind = if self.active.contains_key(&key) {
            Some(TreeErrorKind::DuplicatedId)
        } else {
            // Told where the bound is passed, not of everything below it.
            (depth == MAX_DEPTH).then_some(TreeErrorKind::TooDeep)
        };
        let fault = kind.map(|kind| TreeError {
            kind,
            trace_id: key.0,
            span_id: key.1,
            name: data.name.to_string(),
            source: None,
        });
        if self.active.len() < ACTIVE {
            let orphan = data.span_context.is_sampled() && is_left_out(&above);
            let known =
                Known { name: data.name.into_owned(), start: data.start_time, end: None, depth, orphan };
            self.active.insert(key, known);
        }
        fault
    }

    /// Takes a span that has ended from those that have not.
    pub(super) fn ends(&mut self, span: &SpanData) -> EndedSpan {
        let trace = span.span_context.trace_id();
        let key = (trace, span.span_context.span_id());
        let above = (trace, span.parent_span_id);
        let parent = self.known(above).map(|parent| SpanRecord {
            start: Some(parent.start),
            end: parent.end,
            ..SpanRecord::new(above.0, above.1, parent.name.clone())
        });
        let Some(mut known) = self.active.remove(&key) else { return EndedSpan { parent, orphan: false } };
        let orphan = known.orphan;
        known.name = span.name.to_string();
        known.end = Some(span.end_time);
        if self.ended.insert(key, known).is_none() {
            self.order.push_back(key);
        }
        if self.order.len() > ENDED
            && let Some(oldest) = self.order.pop_front()
        {
            self.ended.remove(&oldest);
        }
        EndedSpan { parent, orphan }
    }

    /// How many spans have not ended.
    pub(super) fn unfinished(&self) -> usize {
        self.active.len()
    }

    fn known(&self, key: Key) -> Option<&Known> {
        self.active.get(&key).or_else(|| self.ended.get(&key))
    }
}

/// A parent of this process that its sampler refused: no backend will ever see it.
fn is_left_out(parent: &SpanContext) -> bool {
    parent.is_valid() && !parent.is_remote() && !parent.is_sampled()
}
