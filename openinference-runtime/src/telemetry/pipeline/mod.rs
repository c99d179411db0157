//! From ended spans to requests: a queue bounded by bytes and by count, and one thread of its own that empties it.
//!
//! The SDK's batch processor bounds neither the bytes that wait nor those of one request, exports spans that the sampler
//! refused, and tells nobody how many it dropped. Hence this one. The application's threads only ever push: they wait for
//! no export, and a full queue costs the span, not time.

mod chunked_queue;
mod delivery;
mod processor;
mod queue;
mod size;
mod worker;

pub(crate) use self::{
    delivery::{Delivery, Patience, Transport},
    processor::BatchProcessor,
    queue::Pipeline,
};

#[cfg(all(test, feature = "_export"))]
mod tests;
