//! Span processors that read finished spans: the filter, the converter of foreign conventions, metrics.

pub(crate) mod convert_genai;
pub mod filter;
#[cfg(feature = "metrics")]
pub mod metrics;
