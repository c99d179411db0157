//! What became of what was made.

#[cfg(feature = "sdk")]
use crate::telemetry::pipeline::counts::{ItemCounts, Losses};

/// What became of the spans that were sampled, and of log records and metric points.
///
/// Once the queues are idle, `made == delivered + dropped`. With several exporters that send spans away (OTLP, file) every one
/// of them counts every span; the trace tree on the terminal, which sends nothing away, counts none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Spans handed to the exporter's queue.
    pub made: u64,
    /// Spans that the collector acknowledged and did not reject.
    pub delivered: u64,
    /// Spans lost, for any of the reasons in `lost`.
    pub dropped: u64,
    /// Spans that have started and not ended, counted once whatever the number of exporters. What is still open when telemetry
    /// is shut down is lost.
    pub open: u64,
    /// Why spans were lost.
    #[cfg(feature = "sdk")]
    pub lost: Losses,
    /// How often processors of your own panicked, with one span each in hand.
    #[cfg(feature = "sdk")]
    pub processor_panics: u64,
    /// Log records.
    #[cfg(feature = "sdk")]
    pub log_records: ItemCounts,
    /// Metric points: each is counted whenever it is sent.
    #[cfg(feature = "sdk")]
    pub metric_points: ItemCounts,
}

#[cfg(feature = "sdk")]
impl Counts {
    pub(crate) fn of_spans(spans: ItemCounts, open: u64, processor_panics: u64) -> Self {
        let ItemCounts { made, delivered, dropped, lost, .. } = spans;
        Self { made, delivered, dropped, open, lost, processor_panics, ..Self::default() }
    }
}
