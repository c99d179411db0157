//! Ended spans, kept until the span they belong under has ended too.

use std::collections::HashMap;

use opentelemetry::trace::{SpanContext, SpanId, TraceId};
use opentelemetry_sdk::trace::SpanData;

use super::summary::Summary;

/// Spans kept at most; what does not fit is counted.
const KEPT: usize = 10_000;
/// Deeper than this, spans are counted only.
const DEPTH: usize = 100;

/// A span with the spans below it, in the order of their ends.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) summary: Summary,
    pub(super) below: Below,
}

/// What ended below a span.
#[derive(Debug, Default)]
pub(super) struct Below {
    pub(super) trees: Vec<Tree>,
    /// Spans that were not kept.
    pub(super) omitted: usize,
    /// Spans kept, the trees' own ones included.
    kept: usize,
    depth: usize,
}

impl Below {
    fn add(&mut self, tree: Tree) {
        if tree.below.depth + 1 > DEPTH {
            self.omitted += 1 + tree.below.kept + tree.below.omitted;
            return;
        }
        self.kept += 1 + tree.below.kept;
        self.depth = self.depth.max(tree.below.depth + 1);
        self.trees.push(tree);
    }

    fn append(&mut self, other: Self) {
        self.omitted += other.omitted;
        other.trees.into_iter().for_each(|tree| self.add(tree));
    }
}

type Key = (TraceId, SpanId);

/// All spans that have started and not ended, with what ended below them.
#[derive(Debug, Default)]
pub(super) struct ConsoleForest {
    open: HashMap<Key, Below>,
    kept: usize,
}

impl ConsoleForest {
    pub(super) fn start(&mut self, span: &SpanContext) {
        // Spans that are never ended must not fill the memory.
        if self.open.len() < KEPT {
            self.open.insert((span.trace_id(), span.span_id()), Below::default());
        }
    }

    /// The trees that are complete now: that of a local root, or of a span whose parent has ended before it.
    pub(super) fn end(&mut self, span: &SpanData) -> Below {
        let trace = span.span_context.trace_id();
        let below = self.open.remove(&(trace, span.span_context.span_id())).unwrap_or_default();
        let sampled = span.span_context.is_sampled();
        let parent =
            (!span.parent_span_is_remote).then(|| self.open.get_mut(&(trace, span.parent_span_id))).flatten();
        let Some(parent) = parent else {
            self.kept = if self.open.is_empty() { 0 } else { self.kept.saturating_sub(below.kept) };
            return if sampled { tree(span, below) } else { below };
        };
        if !sampled {
            parent.append(below);
        } else if self.kept >= KEPT {
            parent.omitted += 1 + below.omitted;
            below.trees.into_iter().for_each(|tree| parent.add(tree));
        } else {
            self.kept += 1;
            parent.append(tree(span, below));
        }
        Below::default()
    }

    /// What ended below spans that never will.
    pub(super) fn drain(&mut self) -> Vec<Below> {
        self.kept = 0;
        self.open.drain().map(|(_, below)| below).filter(|below| !below.trees.is_empty()).collect()
    }
}

fn tree(span: &SpanData, below: Below) -> Below {
    let mut one = Below::default();
    one.add(Tree { summary: Summary::of(span), below });
    one
}
