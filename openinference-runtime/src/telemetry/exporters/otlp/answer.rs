//! What collectors answer with success: `ExportTraceServiceResponse`, and those of the other signals, which are numbered alike.

use crate::telemetry::pipeline::protobuf::{WireField, fields};

/// What the collector did not take although it answered with success: `partial_success.rejected_spans` and its like.
pub(super) fn rejected_items(response: &[u8]) -> u64 {
    let partial_success = last(response, 1).map_or(&[][..], WireField::bytes);
    let rejected = last(partial_success, 1).map_or(0, WireField::number);
    u64::try_from(rejected).unwrap_or(0)
}

/// The field of this number; of several, as protocol buffers have it, the last one.
pub(super) fn last(message: &[u8], number: u64) -> Option<WireField<'_>> {
    fields(message).filter(|(one, _)| *one == number).last().map(|(_, field)| field)
}
