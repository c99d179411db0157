//! What this crate's public functions speak of: attributes, contexts, ids. The names and the part of the API that is needed to
//! hand them over, without the crate of that name.
//!
//! Attributes are real, because what writes them into a list is the same with and without spans; a Context holds nothing.

mod attribute;
mod context;
mod ids;
pub mod propagation;
mod status;

pub use self::attribute::{Array, Key, KeyValue, StringValue, Value};
pub use self::context::{Context, ContextGuard};

pub mod trace {
    pub use super::context::{SpanRef, TraceContextExt};
    pub use super::ids::{SpanContext, SpanId, SpanKind, TraceFlags, TraceId, TraceState};
    pub use super::status::Status;
}
