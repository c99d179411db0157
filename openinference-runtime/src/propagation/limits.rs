//! Size limits of inbound propagation values.

/// Bytes of one inbound value: the limit that W3C Baggage sets. Longer ones are passed over.
pub const MAX_VALUE: usize = 8192;

/// Bytes of an inbound `tracestate`, which goes out again with every request. Longer ones are passed over, the trace
/// itself is taken. (W3C Trace Context asks for 512 at least.)
pub const MAX_TRACESTATE: usize = 2048;

/// Bytes of an inbound session or user id. Longer ones are passed over: a cut id would name another session.
pub const MAX_ID: usize = 256;
