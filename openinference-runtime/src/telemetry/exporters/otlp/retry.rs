//! What is worth another try, and when.

use std::{
    hash::{BuildHasher, Hasher, RandomState},
    time::Duration,
};

use bytes::Bytes;

use crate::telemetry::counts::Loss;
use crate::telemetry::pipeline::protobuf::halves;
use crate::telemetry::pipeline::{Deadline, Delivery, Request};

const FIRST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(5);

/// A client of one collector.
pub(super) trait Client {
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

/// Tries to deliver `request` until it worked, it is hopeless, or time is up. What is too large is sent in halves, so that one
/// item that is too large costs itself alone.
pub(super) fn deliver(client: &impl Client, request: Request, deadline: &Deadline<'_>) -> Delivery {
    let Request { body, items, divisible } = request;
    let prepared = client.prepare(body.clone());
    let mut backoff = FIRST;
    loop {
        let left = deadline.left();
        if left.is_zero() {
            return Delivery::lost(items, Loss::TimedOut, Loss::TimedOut.problem());
        }
        let (loss, problem, after) = match client.attempt(prepared.clone(), left) {
            Attempt::Accepted { rejected } => return accepted(items, rejected),
            Attempt::Refused(problem) => return Delivery::lost(items, Loss::Refused, problem),
            Attempt::TooLarge(problem) => {
                return match divisible.then(|| halves(&body)).flatten() {
                    Some([first, second]) => {
                        let half = |body: Vec<u8>, items| {
                            deliver(client, Request { body: body.into(), items, divisible }, deadline)
                        };
                        half(first, items / 2).and(half(second, items - items / 2))
                    }
                    None => Delivery::lost(items, Loss::TooLarge, problem),
                };
            }
            Attempt::Unreachable(problem) if deadline.is_closing() => {
                return Delivery { unreachable: true, ..Delivery::lost(items, Loss::Unreachable, problem) };
            }
            Attempt::Unreachable(problem) => (Loss::Unreachable, problem, None),
            Attempt::Later { problem, after } => (Loss::TimedOut, problem, after),
        };
        if !deadline.pause(pause(backoff, after)) {
            return Delivery::lost(items, loss, problem);
        }
        backoff = (backoff * 2).min(LONGEST);
    }
}

/// What a server dictates holds where it is longer than our own backoff: one that says zero must not be asked without end.
fn pause(backoff: Duration, dictated: Option<Duration>) -> Duration {
    let own = jittered(backoff);
    dictated.map_or(own, |dictated| dictated.max(own))
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

    use super::{FIRST, LONGEST, pause};

    #[test]
    fn a_pause_that_a_server_dictates_is_never_shorter_than_our_own() {
        for backoff in [FIRST, LONGEST] {
            for dictated in [None, Some(Duration::ZERO), Some(Duration::from_nanos(1))] {
                assert!(pause(backoff, dictated) >= backoff / 2, "{backoff:?} {dictated:?}");
            }
        }
        assert_eq!(pause(FIRST, Some(Duration::from_secs(60))), Duration::from_secs(60));
    }
}
