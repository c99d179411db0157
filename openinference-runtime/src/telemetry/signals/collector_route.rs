//! A queue of metrics or log records, on their way to a collector.

use std::sync::Arc;

use crate::telemetry::InitError;
use crate::telemetry::exporters::{Signal, to_collector};
use crate::telemetry::pipeline::ExportQueue;
use crate::telemetry::pipeline::route::Route;
use crate::telemetry::settings::Collector;

/// Starts it; `items` is what leaves by it.
pub(super) fn start(
    collector: &Collector,
    signal: Signal,
    items: &'static str,
    routes: &mut Vec<Route>,
) -> Result<Arc<ExportQueue>, InitError> {
    let queue = to_collector::start(&collector.endpoint, &collector.headers, &collector.limits, signal)?;
    let target = collector.endpoint.origin.clone();
    routes.push(Route { queue: Arc::clone(&queue), target, items });
    Ok(queue)
}
