//! From ended spans to requests: a queue bounded by bytes and by count, and one thread of its own that empties it.
//!
//! The SDK's batch processor bounds neither the bytes that wait nor those of one request, exports spans that the sampler
//! refused, and tells nobody how many it dropped. Hence this one. The application's threads only ever push: they wait for
//! no export, and a full queue costs the span, not time.
//!
//! A span is encoded where it ends, into the batch of the thread's shard. That is less work than handing it over: encoded it
//! takes a third of the memory, which is one block and not hundreds, and these are freed by the thread that allocated them.

mod batch;
mod budget;
mod deadline;
mod delivery;
mod processor;
pub(crate) mod protobuf;
mod queue;
pub(crate) mod route;
mod sanitize;
mod shard;
mod transport;
mod worker;

pub(crate) use self::deadline::Deadline;
pub(crate) use self::delivery::{Delivery, ExportRequest};
pub(crate) use self::processor::BatchProcessor;
pub(crate) use self::queue::ExportQueue;
pub(crate) use self::transport::Transport;
pub(crate) use self::worker::start;

#[cfg(all(test, feature = "_export"))]
mod tests;
