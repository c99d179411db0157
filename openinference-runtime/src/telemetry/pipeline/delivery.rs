//! What is sent, and what became of it.

use bytes::Bytes;

use crate::telemetry::counts::{Loss, Losses};

/// An encoded request of OTLP.
#[derive(Clone, Debug)]
pub(crate) struct ExportRequest {
    pub(crate) body: Bytes,
    /// How many spans, log records or metric points it carries.
    pub(crate) items: u64,
    /// Whether [`halves`](super::protobuf::halves) may be sent in its place.
    pub(crate) divisible: bool,
}

/// What became of a request.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Delivery {
    pub(crate) delivered: u64,
    pub(crate) lost: Losses,
    /// Why some were lost; never holds credentials or what a server said.
    pub(crate) problem: Option<String>,
    /// Nobody is there at all: not worth trying again while the process wants to exit.
    pub(crate) unreachable: bool,
}

impl Delivery {
    pub(crate) fn delivered(items: u64) -> Self {
        Self { delivered: items, ..Self::default() }
    }

    pub(crate) fn lost(items: u64, loss: Loss, problem: impl Into<String>) -> Self {
        let mut lost = Losses::default();
        lost.add(loss, items);
        Self { lost, problem: Some(problem.into()), ..Self::default() }
    }

    /// Both together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            delivered: self.delivered + other.delivered,
            lost: self.lost.and(other.lost),
            problem: self.problem.or(other.problem),
            unreachable: self.unreachable || other.unreachable,
        }
    }
}
