//! Prices that hold at certain hours only.

use std::time::{SystemTime, UNIX_EPOCH};

use super::Rates;

const MINUTES_OF_A_DAY: u64 = 24 * 60;

/// What some tokens cost at some hours; what is missing in `rates` costs what it costs at all others.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct OffPeak {
    pub(super) rates: Rates,
    pub(super) windows: Vec<Window>,
    /// How far the clock by which weekdays are told is ahead of UTC, in minutes.
    pub(super) weekdays_ahead: u64,
}

/// Hours of a day, in minutes since midnight in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) from: u64,
    /// Not included. A window that ends before it starts goes on past midnight; one that ends where it starts is the
    /// whole day.
    pub(super) to: u64,
    /// Monday to Sunday.
    pub(super) weekdays: [bool; 7],
}

impl OffPeak {
    pub(super) fn is_open(&self, at: SystemTime) -> bool {
        let Ok(since) = at.duration_since(UNIX_EPOCH) else { return false };
        let minutes = since.as_secs() / 60;
        let now = minutes % MINUTES_OF_A_DAY;
        // The first day of the epoch was a Thursday.
        let weekday = ((minutes + self.weekdays_ahead) / MINUTES_OF_A_DAY + 3) % 7;
        self.windows.iter().any(|window| {
            let today = usize::try_from(weekday).is_ok_and(|day| window.weekdays[day]);
            today && window.contains(now)
        })
    }
}

impl Window {
    /// `HH:MM-HH:MM`.
    pub(super) fn parse(hours: &str, weekdays: [bool; 7]) -> Option<Self> {
        let (from, to) = hours.split_once('-')?;
        Some(Self { from: minutes(from)?, to: minutes(to)?, weekdays })
    }

    fn contains(&self, now: u64) -> bool {
        if self.from < self.to {
            (self.from..self.to).contains(&now)
        } else {
            now >= self.from || now < self.to
        }
    }
}

fn minutes(time: &str) -> Option<u64> {
    let (hours, minutes) = time.trim().split_once(':')?;
    let (hours, minutes): (u64, u64) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::{OffPeak, Window};
    use crate::cost::Rates;

    const EVERY_DAY: [bool; 7] = [true; 7];
    const WEEKEND: [bool; 7] = [false, false, false, false, false, true, true];

    fn is_open(hours: &str, weekdays: [bool; 7], ahead: u64, hour: u64) -> bool {
        let windows = Window::parse(hours, weekdays).into_iter().collect();
        let off_peak = OffPeak { rates: Rates::default(), windows, weekdays_ahead: ahead };
        off_peak.is_open(UNIX_EPOCH + Duration::from_secs(hour * 3600))
    }

    #[test]
    fn a_window_holds_from_its_start_to_before_its_end() {
        assert!(!is_open("04:00-06:00", EVERY_DAY, 0, 3));
        assert!(is_open("04:00-06:00", EVERY_DAY, 0, 4));
        assert!(is_open("04:00-06:00", EVERY_DAY, 0, 5));
        assert!(!is_open("04:00-06:00", EVERY_DAY, 0, 6));
    }

    #[test]
    fn a_window_goes_on_past_midnight_and_may_be_the_whole_day() {
        assert!(is_open("16:30-00:30", EVERY_DAY, 0, 23) && is_open("16:30-00:30", EVERY_DAY, 0, 24));
        assert!(!is_open("16:30-00:30", EVERY_DAY, 0, 25));
        assert!((0..24).all(|hour| is_open("00:00-00:00", EVERY_DAY, 0, hour)));
    }

    #[test]
    fn a_weekday_is_told_by_the_clock_of_the_provider() {
        // The epoch began on a Thursday: Saturday begins after 48 hours in UTC, and 8 hours earlier in Shanghai.
        assert!(!is_open("00:00-00:00", WEEKEND, 0, 47) && is_open("00:00-00:00", WEEKEND, 0, 48));
        assert!(is_open("00:00-00:00", WEEKEND, 8 * 60, 40) && !is_open("00:00-00:00", WEEKEND, 8 * 60, 39));
    }

    #[test]
    fn hours_that_do_not_exist_are_no_window() {
        for hours in ["", "04:00", "4-6", "25:00-26:00", "04:60-05:00", "a:b-c:d"] {
            assert_eq!(Window::parse(hours, EVERY_DAY), None, "{hours}");
        }
    }
}
