//! What requests are handed to.

use super::deadline::Deadline;
use super::delivery::{Delivery, ExportRequest};

/// Takes requests somewhere. Lives on the export thread, where it may block.
pub(crate) trait Transport {
    /// Delivers `request` or gives up. `deadline` says how long it may take.
    fn send(&mut self, request: ExportRequest, deadline: &Deadline<'_>) -> Delivery;
}
