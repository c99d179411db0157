//! The runtime that a client lives in.

use std::io;

use tokio::runtime::{Builder, Runtime};

/// A runtime that runs on the thread that waits for it and on no other: on the application's, a flush that blocks its only
/// thread would wait for itself, and what a client says on a thread of its own would be exported. To be dropped on the export
/// thread too: inside another runtime that panics.
pub(crate) fn runtime() -> io::Result<Runtime> {
    Builder::new_current_thread().enable_all().build()
}
