//! What became of the spans.

/// What became of the spans that were sampled.
///
/// Once the pipeline is idle, `made == delivered + dropped`. With several exporters that send spans away (OTLP, file) every
/// one of them counts every span; the trace tree on the terminal counts none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Spans handed to the exporter's queue.
    pub made: u64,
    /// Spans that the collector acknowledged and did not reject.
    pub delivered: u64,
    /// Spans lost: the queue was full, the collector refused them, or time ran out.
    pub dropped: u64,
    /// Spans that have started and not ended, counted once whatever the number of exporters. What is still open when telemetry
    /// is shut down is lost.
    pub open: u64,
}
