//! Span processors and samplers of the set-up's own provider.

pub(crate) mod catch_panics;
pub(crate) mod fan_out;
pub(crate) mod open_span_counter;
pub(crate) mod span_seen;
