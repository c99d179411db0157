//! What became of the spans, log records and metric points of a set-up.

use super::item_counts::{ItemCounts, Losses};

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
    pub lost: Losses,
    /// How often processors of your own panicked, with one span each in hand.
    pub processor_panics: u64,
    /// Log records.
    pub log_records: ItemCounts,
    /// Metric points: each is counted whenever it is sent.
    pub metric_points: ItemCounts,
}
