//! The time of a span: the wall clock at one moment, and what has passed since by a clock that nobody sets.

use std::cell::Cell;
use std::time::{Duration, Instant, SystemTime};

/// How long a thread goes by one reading of the wall clock. As late as this a span may notice that somebody has set it.
const FRESH: Duration = Duration::from_secs(1);

thread_local! {
    static LAST: Cell<Option<SpanClock>> = const { Cell::new(None) };
}

/// Two readings of one moment. A trace goes by one of them, so that a step of the wall clock bends no span and no child
/// starts before its parent.
#[derive(Clone, Copy, Debug)]
pub(super) struct SpanClock {
    wall: SystemTime,
    monotonic: Instant,
}

impl SpanClock {
    /// This moment, by the clock of the span around it, where there is one.
    pub(super) fn now(parent: Option<Self>) -> Self {
        let monotonic = Instant::now();
        if let Some(parent) = parent {
            return parent.at(monotonic);
        }
        let last = LAST.try_with(Cell::get).unwrap_or_default();
        match last {
            Some(last) if monotonic.saturating_duration_since(last.monotonic) < FRESH => last.at(monotonic),
            _ => {
                let now = Self { wall: SystemTime::now(), monotonic };
                let _ = LAST.try_with(|last| last.set(Some(now)));
                now
            }
        }
    }

    /// Now, where the wall clock shows `wall`.
    #[cfg(test)]
    pub(super) fn of(wall: SystemTime) -> Self {
        Self { wall, monotonic: Instant::now() }
    }

    fn at(self, monotonic: Instant) -> Self {
        Self { wall: self.wall + monotonic.saturating_duration_since(self.monotonic), monotonic }
    }

    /// The wall clock at this moment.
    pub(super) fn wall(self) -> SystemTime {
        self.wall
    }

    /// Since this moment.
    pub(super) fn elapsed(self) -> Duration {
        self.monotonic.elapsed()
    }

    /// The wall clock now, as it would be if nobody had set it since this moment.
    pub(super) fn wall_now(self) -> SystemTime {
        self.wall + self.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant, SystemTime};

    use super::SpanClock;

    #[test]
    fn a_child_goes_by_its_parents_clock_whatever_the_wall_clock_says() {
        let ahead = SystemTime::now() + Duration::from_secs(3_600);
        let parent = SpanClock { wall: ahead, monotonic: Instant::now() };
        let child = SpanClock::now(Some(parent));
        assert!(child.wall() >= parent.wall());
        assert!(child.wall_now() >= child.wall());
    }

    #[test]
    fn a_root_is_never_before_the_one_that_ended_on_its_thread() {
        let first = SpanClock::now(None);
        let ended = first.wall_now();
        assert!(SpanClock::now(None).wall() >= ended);
    }
}
