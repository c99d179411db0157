//! Nanoseconds of the processor, in rounds in which each candidate has its turn, so that what the machine does otherwise falls
//! on all of them.

use super::clock::{Clock, now};
use super::{Candidate, Meter, Quantity, Report, Row, Run};

/// How long one turn is, in nanoseconds: short enough to lie between two switches of a busy machine.
const TURN: f64 = 400_000.0;

/// The same where other threads have their part in it, which they do piece by piece.
const LONG_TURN: f64 = 20_000_000.0;

/// Measures time.
#[derive(Debug)]
pub struct Time {
    /// How many rounds; the median of them is the value.
    pub rounds: usize,
    /// The rows that are wanted; all, if there are none.
    pub rows: Vec<String>,
}

impl Meter for Time {
    fn quantity(&self) -> Quantity {
        Quantity::Time
    }

    fn wants(&self, id: &str) -> bool {
        self.rows.is_empty() || self.rows.iter().any(|row| row == id)
    }

    fn measure(&mut self, mut row: Row) {
        let clock = row.clock;
        let mut turns: Vec<Vec<u64>> =
            row.candidates.iter_mut().map(|candidate| calibrate(candidate, clock)).collect();
        let mut values: Vec<Vec<f64>> = vec![Vec::with_capacity(self.rounds); turns.len()];
        for _ in 0..self.rounds {
            for ((candidate, turns), values) in row.candidates.iter_mut().zip(&mut turns).zip(&mut values) {
                let cost = candidate
                    .runs
                    .iter_mut()
                    .zip(turns)
                    .map(|((factor, run), times)| *factor * time(run, *times, clock));
                values.push(cost.sum());
            }
        }
        Report::of(&row, "nanoseconds", values.into_iter().map(median).collect()).print();
    }
}

/// How often each run is done in a turn.
fn calibrate(candidate: &mut Candidate, clock: Clock) -> Vec<u64> {
    let turn = if clock == Clock::Thread { TURN } else { LONG_TURN };
    let times = |run: &mut Run| {
        let mut times = 1;
        loop {
            // The first time is a cold one: a lone page fault would make turns of one call each.
            let cost = time(run, times, clock).min(time(run, times, clock)) * times as f64;
            if cost >= turn / 2.0 || times >= 1 << 24 {
                return ((times as f64 * turn / cost.max(1.0)) as u64).max(1);
            }
            times *= 2;
        }
    };
    candidate.runs.iter_mut().map(|(_, run)| times(run)).collect()
}

/// Nanoseconds of one of so many times.
fn time(run: &mut Run, times: u64, clock: Clock) -> f64 {
    let start = now(clock);
    run.times(times);
    (now(clock) - start) / times as f64
}

/// The one in the middle.
#[must_use]
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
