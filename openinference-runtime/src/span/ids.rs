//! The ids of a span, to be kept for later.

use std::fmt;
use std::str::FromStr;

use crate::opentelemetry::trace::{SpanContext, SpanId, TraceFlags, TraceId, TraceState};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

/// Which span, of which trace. As text it is a W3C `traceparent`, which also is how it serialises:
/// `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SpanIds {
    trace: TraceId,
    span: SpanId,
}

/// The text is not the `traceparent` of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("expected `00-<32 hex digits>-<16 hex digits>-01`")]
#[non_exhaustive]
pub struct ParseIdsError;

impl SpanIds {
    /// None for a span that was not made.
    #[must_use]
    pub fn of(span: &SpanContext) -> Option<Self> {
        span.is_valid().then(|| Self { trace: span.trace_id(), span: span.span_id() })
    }

    /// The id of the trace; as text 32 hex digits.
    #[must_use]
    pub fn trace_id(&self) -> TraceId {
        self.trace
    }

    /// The id of the span; as text 16 hex digits.
    #[must_use]
    pub fn span_id(&self) -> SpanId {
        self.span
    }
}

impl From<SpanIds> for SpanContext {
    fn from(ids: SpanIds) -> Self {
        Self::new(ids.trace, ids.span, TraceFlags::SAMPLED, true, TraceState::NONE)
    }
}

impl fmt::Display for SpanIds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "00-{}-{}-01", self.trace, self.span)
    }
}

impl FromStr for SpanIds {
    type Err = ParseIdsError;

    fn from_str(text: &str) -> Result<Self, ParseIdsError> {
        let parts: Vec<&str> = text.trim().split('-').collect();
        let ["00", trace, span, _] = parts[..] else { return Err(ParseIdsError) };
        if trace.len() != 32 || span.len() != 16 {
            return Err(ParseIdsError);
        }
        let (Ok(trace), Ok(span)) = (TraceId::from_hex(trace), SpanId::from_hex(span)) else {
            return Err(ParseIdsError);
        };
        let valid = trace != TraceId::INVALID && span != SpanId::INVALID;
        valid.then_some(Self { trace, span }).ok_or(ParseIdsError)
    }
}

impl Serialize for SpanIds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SpanIds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
