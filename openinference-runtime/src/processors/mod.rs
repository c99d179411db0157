//! Span processors that read finished spans: the filter, the converter of foreign conventions, metrics.

pub(crate) mod convert_genai;
pub mod filter;
pub(crate) mod mask_spans;
#[cfg(feature = "metrics")]
pub mod metrics;
