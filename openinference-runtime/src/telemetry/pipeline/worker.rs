//! The export thread.

use std::{
    any::Any,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, mpsc},
    thread,
    time::Instant,
};

use opentelemetry::Context;

use super::{
    delivery::{Deadline, Delivery, Transport},
    queue::{ExportQueue, Next},
};
use crate::telemetry::{InitError, settings::BatchLimits};

const NAME: &str = "openinference-export";

/// Starts the thread, which makes its transport itself: clients must neither be made nor dropped inside the application's
/// runtime. Waits until that is done.
pub(super) fn start<T, M>(limits: BatchLimits, make: M) -> Result<Arc<ExportQueue>, InitError>
where
    T: Transport,
    M: FnOnce() -> Result<T, InitError> + Send + 'static,
{
    let pipeline = Arc::new(ExportQueue::new(limits));
    let theirs = Arc::clone(&pipeline);
    let (report, made) = mpsc::sync_channel(1);
    let work = move || {
        // A client may panic where features of other crates have taken its TLS provider away.
        let made = catch_unwind(AssertUnwindSafe(make)).unwrap_or_else(|panic| Err(panicked(&*panic)));
        match made {
            Ok(transport) => {
                if report.send(Ok(())).is_ok() {
                    run(&theirs, transport);
                }
            }
            Err(error) => drop(report.send(Err(error))),
        }
    };
    thread::Builder::new().name(NAME.to_owned()).spawn(work).map_err(InitError::Thread)?;
    made.recv().map_err(|_| InitError::Thread(io::Error::other("it ended at once")))??;
    Ok(pipeline)
}

fn panicked(panic: &(dyn Any + Send)) -> InitError {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref().copied());
    InitError::Thread(io::Error::other(text.unwrap_or("it panicked").to_owned()))
}

fn run<T: Transport>(pipeline: &ExportQueue, mut transport: T) {
    // An instrumented HTTP client must not make spans of our exports.
    let _suppressed = Context::enter_telemetry_suppressed_scope();
    while let Next::Export(request) = pipeline.next() {
        let spans = request.spans;
        let patience = Deadline::new(pipeline, Instant::now() + pipeline.limits().timeout);
        let delivery = catch_unwind(AssertUnwindSafe(|| transport.send(request, &patience)))
            .unwrap_or_else(|_| Delivery::dropped(spans, "the exporter panicked"));
        pipeline.settle(delivery);
    }
}
