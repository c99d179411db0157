//! The export thread.

use std::{
    any::Any,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, mpsc},
    thread,
};

use opentelemetry::Context;

use super::{
    deadline::Deadline,
    delivery::Delivery,
    queue::{ExportQueue, Next},
    transport::Transport,
};
use crate::instant;
use crate::telemetry::counts::Loss;
use crate::telemetry::{InitError, settings::BatchLimits};

const NAME: &str = "openinference-export";

/// What makes a transport, on the export thread.
type MakeTransport = dyn FnOnce() -> Result<Box<dyn Transport>, InitError> + Send;

/// Starts a queue and its thread, which makes its transport itself: clients must neither be made nor dropped inside the
/// application's runtime. Waits until that is done.
pub(crate) fn start(limits: BatchLimits, make: Box<MakeTransport>) -> Result<Arc<ExportQueue>, InitError> {
    let queue = Arc::new(ExportQueue::new(limits));
    let theirs = Arc::clone(&queue);
    let (report, made) = mpsc::sync_channel(1);
    let work = move || {
        // An instrumented HTTP client must not make spans and log records of our exports. All of a transport happens on this
        // thread.
        let _suppressed = Context::enter_telemetry_suppressed_scope();
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
    Ok(queue)
}

fn panicked(panic: &(dyn Any + Send)) -> InitError {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref().copied());
    InitError::Thread(io::Error::other(text.unwrap_or("it panicked").to_owned()))
}

fn run(queue: &ExportQueue, mut transport: Box<dyn Transport>) {
    while let Next::Export(request) = queue.next() {
        let items = request.items;
        let deadline = Deadline::new(queue, instant::after(queue.limits().timeout));
        let delivery = catch_unwind(AssertUnwindSafe(|| transport.send(request, &deadline)))
            .unwrap_or_else(|_| Delivery::lost(items, Loss::Panicked, "the exporter panicked"));
        queue.settle(delivery);
    }
}
