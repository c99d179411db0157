//! What became of what went into a queue, and why some of it was lost.

/// What became of items of one kind: spans, log records or metric points.
///
/// Once the queue is idle, `made == delivered + dropped`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ItemCounts {
    /// Handed to the exporter's queue.
    pub made: u64,
    /// Acknowledged by the collector and not rejected.
    pub delivered: u64,
    /// Lost, for any of the reasons in `lost`.
    pub dropped: u64,
    /// The same by reason.
    pub lost: Losses,
}

/// How many were lost, by reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Losses {
    /// The export queue was full.
    pub queue_full: u64,
    /// They came after telemetry was shut down.
    pub shut_down: u64,
    /// Larger than the collector takes.
    pub too_large: u64,
    /// The collector refused or rejected them, or the file could not be written.
    pub refused: u64,
    /// Nobody answered.
    pub unreachable: u64,
    /// The collector asked to wait, and the time ran out.
    pub timed_out: u64,
    /// The exporter panicked.
    pub panicked: u64,
}

/// Why something was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loss {
    QueueFull,
    ShutDown,
    TooLarge,
    Refused,
    Unreachable,
    TimedOut,
    Panicked,
}

impl Loss {
    /// What is said of it where nothing more is known.
    pub(crate) fn problem(self) -> &'static str {
        match self {
            Self::QueueFull => "the export queue was full",
            Self::ShutDown => "telemetry was already shut down",
            Self::TooLarge => "too large for the collector",
            Self::Refused => "the collector refused them",
            Self::Unreachable => "nobody answered",
            Self::TimedOut => "time ran out",
            Self::Panicked => "the exporter panicked",
        }
    }
}

impl Losses {
    /// Each reason in words, with its number.
    pub(crate) fn by_reason(&self) -> [(&'static str, u64); 7] {
        [
            ("the queue was full", self.queue_full),
            ("after shutdown", self.shut_down),
            ("too large", self.too_large),
            ("refused", self.refused),
            ("nobody answered", self.unreachable),
            ("time ran out", self.timed_out),
            ("the exporter panicked", self.panicked),
        ]
    }

    /// All reasons together.
    pub fn total(&self) -> u64 {
        self.by_reason().iter().map(|(_, number)| number).sum()
    }

    pub(crate) fn add(&mut self, loss: Loss, number: u64) {
        *match loss {
            Loss::QueueFull => &mut self.queue_full,
            Loss::ShutDown => &mut self.shut_down,
            Loss::TooLarge => &mut self.too_large,
            Loss::Refused => &mut self.refused,
            Loss::Unreachable => &mut self.unreachable,
            Loss::TimedOut => &mut self.timed_out,
            Loss::Panicked => &mut self.panicked,
        } += number;
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            queue_full: self.queue_full + other.queue_full,
            shut_down: self.shut_down + other.shut_down,
            too_large: self.too_large + other.too_large,
            refused: self.refused + other.refused,
            unreachable: self.unreachable + other.unreachable,
            timed_out: self.timed_out + other.timed_out,
            panicked: self.panicked + other.panicked,
        }
    }
}

impl ItemCounts {
    pub(crate) fn new(made: u64, delivered: u64, lost: Losses) -> Self {
        Self { made, delivered, dropped: lost.total(), lost }
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self::new(self.made + other.made, self.delivered + other.delivered, self.lost.and(other.lost))
    }
}
