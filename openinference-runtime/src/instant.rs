//! Moments to come.

use std::time::{Duration, Instant};

/// What stands for a time without an end.
const FOR_EVER: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);

/// In so long. Who wants to wait for as long as it takes says [`Duration::MAX`], which no clock can add.
pub(crate) fn after(duration: Duration) -> Instant {
    let now = Instant::now();
    now.checked_add(duration).unwrap_or(now + FOR_EVER)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::after;

    #[test]
    fn a_time_without_an_end_is_far_away_and_no_panic() {
        assert!(after(Duration::MAX) > Instant::now() + Duration::from_secs(1 << 20));
        assert!(after(Duration::ZERO) <= Instant::now());
    }
}
