//! What is worth another try, and when.

use std::{
    hash::{BuildHasher, Hasher, RandomState},
    time::{Duration, Instant},
};

use bytes::Bytes;

use crate::instant;
use crate::telemetry::counts::Loss;
use crate::telemetry::pipeline::protobuf::halves;
use crate::telemetry::pipeline::{Deadline, Delivery, ExportRequest, Transport};

const FIRST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(5);

/// The longest that a server's word holds: then it is asked once.
const LONGEST_DICTATED: Duration = Duration::from_secs(60 * 60);

/// A client of one collector.
pub(super) trait RetryClient {
    /// The body as it is sent, made once for all tries.
    fn prepare(&self, body: Bytes) -> Bytes;

    /// One try.
    fn attempt(&self, body: Bytes, timeout: Duration) -> Attempt;
}

/// How one try ended.
#[derive(Debug)]
pub(super) enum Attempt {
    /// Acknowledged, but for so many items.
    Accepted { rejected: u64 },
    /// The collector will not change its mind.
    Refused(String),
    /// The collector might take less at once.
    TooLarge(String),
    /// The collector asks for patience.
    Later { problem: String, after: Option<Duration> },
    /// Nobody answered.
    Unreachable(String),
}

/// A collector with what it has said of later requests.
#[derive(Debug)]
pub(super) struct Retrying<C> {
    client: C,
    /// It asked for patience until then, whatever the request.
    not_before: Option<Instant>,
}

impl<C: RetryClient> Retrying<C> {
    pub(super) fn new(client: C) -> Self {
        Self { client, not_before: None }
    }
}

impl<C: RetryClient + std::fmt::Debug + Send> Transport for Retrying<C> {
    fn send(&mut self, request: ExportRequest, deadline: &Deadline<'_>) -> Delivery {
        // Spans wait in the queue meanwhile: were each request refused by ourselves at once, they would all be lost.
        if self.not_before.is_some_and(|at| !deadline.wait_until(at)) {
            return Delivery::lost(request.items, Loss::TimedOut, "the collector asked to wait for longer");
        }
        self.not_before = None;
        self.deliver(request, deadline, &mut TooLarge::default())
    }
}

/// Sizes of the smallest item that was too large, as it is and as it is sent: what is no smaller need not be asked about.
#[derive(Clone, Copy, Debug, Default)]
struct TooLarge(Option<[usize; 2]>);

impl TooLarge {
    fn covers(self, sizes: [usize; 2]) -> bool {
        self.0.is_some_and(|[body, prepared]| sizes[0] >= body && sizes[1] >= prepared)
    }

    fn learn(&mut self, sizes: [usize; 2]) {
        if self.0.is_none_or(|[body, _]| sizes[0] < body) {
            self.0 = Some(sizes);
        }
    }
}

impl<C: RetryClient> Retrying<C> {
    /// Tries to deliver `request` until it worked, it is hopeless, or time is up. What is too large is sent in halves, so that
    /// one item that is too large costs itself alone.
    fn deliver(
        &mut self,
        request: ExportRequest,
        deadline: &Deadline<'_>,
        too_large: &mut TooLarge,
    ) -> Delivery {
        let prepared = self.client.prepare(request.body.clone());
        let sizes = [request.body.len(), prepared.len()];
        if too_large.covers(sizes) {
            return self.halve(request, deadline, too_large, Loss::TooLarge.problem().to_owned());
        }
        let items = request.items;
        let mut backoff = FIRST;
        loop {
            let left = deadline.left();
            if left.is_zero() {
                return Delivery::lost(items, Loss::TimedOut, Loss::TimedOut.problem());
            }
            let (loss, problem, after) = match self.client.attempt(prepared.clone(), left) {
                Attempt::Accepted { rejected } => return accepted(items, rejected),
                Attempt::Refused(problem) => return Delivery::lost(items, Loss::Refused, problem),
                Attempt::TooLarge(problem) => {
                    if items <= 1 {
                        too_large.learn(sizes);
                    }
                    return self.halve(request, deadline, too_large, problem);
                }
                Attempt::Unreachable(problem) if deadline.is_closing() => {
                    return Delivery {
                        unreachable: true,
                        ..Delivery::lost(items, Loss::Unreachable, problem)
                    };
                }
                Attempt::Unreachable(problem) => (Loss::Unreachable, problem, None),
                Attempt::Later { problem, after } => (Loss::TimedOut, problem, after),
            };
            let pause = pause(backoff, after);
            if !deadline.pause(pause) {
                if after.is_some() {
                    self.not_before = Some(instant::after(pause));
                }
                return Delivery::lost(items, loss, problem);
            }
            backoff = (backoff * 2).min(LONGEST);
        }
    }

    fn halve(
        &mut self,
        request: ExportRequest,
        deadline: &Deadline<'_>,
        too_large: &mut TooLarge,
        problem: String,
    ) -> Delivery {
        let ExportRequest { body, items, divisible } = request;
        let Some([first, second]) = divisible.then(|| halves(&body)).flatten() else {
            return Delivery::lost(items, Loss::TooLarge, problem);
        };
        let mut half = |body: Vec<u8>, items| {
            self.deliver(ExportRequest { body: body.into(), items, divisible }, deadline, too_large)
        };
        half(first, items / 2).and(half(second, items - items / 2))
    }
}

/// What a server dictates holds where it is longer than our own backoff: one that says zero must not be asked without end.
fn pause(backoff: Duration, dictated: Option<Duration>) -> Duration {
    let own = jittered(backoff);
    dictated.map_or(own, |dictated| dictated.min(LONGEST_DICTATED).max(own))
}

fn accepted(items: u64, rejected: u64) -> Delivery {
    let rejected = rejected.min(items);
    let delivered = Delivery::delivered(items - rejected);
    if rejected == 0 {
        return delivered;
    }
    delivered.and(Delivery::lost(rejected, Loss::Refused, "the collector rejected some of a batch"))
}

/// Half to all of `duration`: a fleet must not knock in step. The standard library seeds its hashers at random.
fn jittered(duration: Duration) -> Duration {
    let random = RandomState::new().build_hasher().finish() % 512;
    let half = duration / 2;
    half + half * u32::try_from(random).unwrap_or(0) / 512
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{FIRST, LONGEST, LONGEST_DICTATED, pause};

    #[test]
    fn a_pause_that_a_server_dictates_is_never_shorter_than_our_own() {
        for backoff in [FIRST, LONGEST] {
            for dictated in [None, Some(Duration::ZERO), Some(Duration::from_nanos(1))] {
                assert!(pause(backoff, dictated) >= backoff / 2, "{backoff:?} {dictated:?}");
            }
        }
        assert_eq!(pause(FIRST, Some(Duration::from_secs(60))), Duration::from_secs(60));
        assert_eq!(
            pause(FIRST, Some(Duration::MAX)),
            LONGEST_DICTATED,
            "no server silences a program for ever"
        );
    }
}
