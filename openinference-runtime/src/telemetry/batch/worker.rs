//! The export thread.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, mpsc},
    thread,
    time::Instant,
};

use opentelemetry::Context;

use super::{
    delivery::{Delivery, Patience, Transport},
    queue::{Next, Pipeline},
};
use crate::telemetry::{InitError, settings::BatchLimits};

const NAME: &str = "openinference-export";

/// Starts the thread, which makes its transport itself: clients must neither be made nor dropped inside the application's
/// runtime. Waits until that is done.
pub(super) fn start<T, M>(limits: BatchLimits, make: M) -> Result<Arc<Pipeline>, InitError>
where
    T: Transport,
    M: FnOnce() -> Result<T, InitError> + Send + 'static,
{
    let pipeline = Arc::new(Pipeline::new(limits));
    let theirs = Arc::clone(&pipeline);
    let (report, made) = mpsc::sync_channel(1);
    let work = move || match make() {
        Ok(transport) => {
            if report.send(Ok(())).is_ok() {
                run(&theirs, transport);
            }
        }
        Err(error) => drop(report.send(Err(error))),
    };
    thread::Builder::new().name(NAME.to_owned()).spawn(work).map_err(InitError::Thread)?;
    let ended = |_| InitError::Thread(io::Error::other("the export thread ended while it was set up"));
    made.recv().map_err(ended)??;
    Ok(pipeline)
}

fn run<T: Transport>(pipeline: &Pipeline, mut transport: T) {
    // An instrumented HTTP client must not make spans of our exports.
    let _suppressed = Context::enter_telemetry_suppressed_scope();
    while let Next::Export(batch) = pipeline.next() {
        let spans = u64::try_from(batch.len()).unwrap_or(u64::MAX);
        let patience = Patience::new(pipeline, Instant::now() + pipeline.limits().timeout);
        let delivery = catch_unwind(AssertUnwindSafe(|| transport.send(batch, &patience)))
            .unwrap_or_else(|_| Delivery::dropped(spans, "the exporter panicked"));
        pipeline.settle(delivery);
    }
}
