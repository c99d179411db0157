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
mod delivery;
mod processor;
pub(crate) mod protobuf;
mod queue;
mod sanitize;
mod shard;
mod worker;

pub(crate) use self::{
    delivery::{Deadline, Delivery, Request, Transport},
    processor::BatchProcessor,
    queue::ExportQueue,
};

#[cfg(all(test, feature = "_export"))]
mod tests;
