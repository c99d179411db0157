//! Nanoseconds of the processor, in rounds in which each candidate has its turn, so that what the machine does otherwise falls
//! on all of them.

use super::clock::{Clock, now};
use super::{Candidate, Meter, Report, Row, Run};

/// How long one turn is, in nanoseconds: short enough to lie between two switches of a busy machine.
const TURN: f64 = 400_000.0;

/// Measures time.
#[derive(Debug)]
pub struct Time {
    /// How many rounds; the median of them is the value.
    pub rounds: usize,
    /// The rows that are wanted; all, if there are none.
    pub rows: Vec<String>,
}

impl Meter for Time {
    fn wants(&self, id: &str) -> bool {
        self.rows.is_empty() || self.rows.iter().any(|row| row == id)
    }

    fn measure(&mut self, mut row: Row) {
        let mut turns: Vec<Vec<u64>> = row.candidates.iter_mut().map(calibrate).collect();
        let mut values: Vec<Vec<f64>> = vec![Vec::with_capacity(self.rounds); turns.len()];
        for _ in 0..self.rounds {
            for ((candidate, turns), values) in row.candidates.iter_mut().zip(&mut turns).zip(&mut values) {
                let cost = candidate
                    .runs
                    .iter_mut()
                    .zip(turns)
                    .map(|((factor, run), times)| *factor * time(run, *times));
                values.push(cost.sum());
            }
        }
        Report::of(&row, "nanoseconds", values.into_iter().map(median).collect()).print();
    }
}

/// How often each run is done in a turn.
fn calibrate(candidate: &mut Candidate) -> Vec<u64> {
    let times = |run: &mut Run| {
        let mut times = 1;
        loop {
            let cost = time(run, times) * times as f64;
            if cost >= TURN / 2.0 || times >= 1 << 24 {
                return ((times as f64 * TURN / cost.max(1.0)) as u64).max(1);
            }
            times *= 2;
        }
    };
    candidate.runs.iter_mut().map(|(_, run)| times(run)).collect()
}

/// Nanoseconds of one of so many times.
fn time(run: &mut Run, times: u64) -> f64 {
    let start = now(Clock::Thread);
    run.times(times);
    (now(Clock::Thread) - start) / times as f64
}

/// The one in the middle.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
