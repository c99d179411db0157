//! What is worth another try, and when.

use std::{
    hash::{BuildHasher, Hasher, RandomState},
    time::Duration,
};

use crate::telemetry::pipeline::{Deadline, Delivery};

const FIRST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(5);

/// How one try ended.
#[derive(Debug)]
pub(super) enum Attempt {
    /// Acknowledged, but for so many spans.
    Accepted { rejected: u64 },
    /// The collector will not change its mind.
    Refused(String),
    /// The collector asks for patience.
    Later { problem: String, after: Option<Duration> },
    /// Nobody answered.
    Unreachable(String),
}

/// Tries to deliver `spans` spans until it worked, it is hopeless, or patience ends.
pub(super) fn deliver(
    spans: u64,
    patience: &Deadline<'_>,
    mut attempt: impl FnMut(Duration) -> Attempt,
) -> Delivery {
    let mut backoff = FIRST;
    loop {
        let left = patience.left();
        if left.is_zero() {
            return Delivery::dropped(spans, "time ran out");
        }
        let (problem, after) = match attempt(left) {
            Attempt::Accepted { rejected } => return accepted(spans, rejected),
            Attempt::Refused(problem) => return Delivery::dropped(spans, problem),
            Attempt::Unreachable(problem) if patience.is_closing() => {
                return Delivery { unreachable: true, ..Delivery::dropped(spans, problem) };
            }
            Attempt::Unreachable(problem) => (problem, None),
            Attempt::Later { problem, after } => (problem, after),
        };
        if !patience.pause(after.unwrap_or_else(|| jittered(backoff))) {
            return Delivery::dropped(spans, problem);
        }
        backoff = (backoff * 2).min(LONGEST);
    }
}

fn accepted(spans: u64, rejected: u64) -> Delivery {
    let rejected = rejected.min(spans);
    let delivered = Delivery::delivered(spans - rejected);
    if rejected == 0 {
        return delivered;
    }
    delivered.and(Delivery::dropped(rejected, "the collector rejected spans of a batch"))
}

/// Half to all of `duration`: a fleet must not knock in step. The standard library seeds its hashers at random.
fn jittered(duration: Duration) -> Duration {
    let random = RandomState::new().build_hasher().finish() % 512;
    let half = duration / 2;
    half + half * u32::try_from(random).unwrap_or(0) / 512
}
