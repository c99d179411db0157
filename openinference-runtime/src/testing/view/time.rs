//! Times that do not depend on when a test runs.

use std::time::SystemTime;

use super::{Node, Trace};
use crate::testing::trace::Timing;

/// When the first span started.
pub(super) fn begin(trace: &Trace) -> Option<SystemTime> {
    trace.spans().filter_map(|span| span.recorded.start).min()
}

pub(super) fn show(trace: &mut Trace, begin: Option<SystemTime>) {
    if let Some(begin) = begin {
        trace.roots.iter_mut().for_each(|node| show_node(node, begin));
    }
}

fn show_node(node: &mut Node, begin: SystemTime) {
    node.time = node.recorded.start.map(|start| Timing {
        start_ms: between(begin, start),
        duration_ms: node.recorded.end.map(|end| between(start, end)),
    });
    for event in &mut node.events {
        event.time = event.recorded.0.map(|at| Timing { start_ms: between(begin, at), duration_ms: None });
    }
    node.children.iter_mut().for_each(|child| show_node(child, begin));
}

/// Milliseconds to the microsecond; negative where the clock went backwards.
fn between(from: SystemTime, to: SystemTime) -> f64 {
    let (sign, time) = match to.duration_since(from) {
        Ok(time) => (1.0, time),
        Err(backwards) => (-1.0, backwards.duration()),
    };
    #[allow(
        clippy::cast_precision_loss,
        reason = "a span of 285 years is the first that loses a microsecond"
    )]
    let micros = time.as_micros() as f64;
    sign * micros / 1_000.0
}
