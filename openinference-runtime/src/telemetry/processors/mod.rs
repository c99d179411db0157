//! Span processors and samplers of the set-up's own provider.

pub(crate) mod catch_panics;
mod early_sampler;
pub(crate) mod fan_out;
pub(crate) mod open_span_counter;
pub(crate) mod span_seen;

pub(crate) use self::early_sampler::TraceIds;
