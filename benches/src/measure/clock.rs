//! Time of the processor: what else the machine does is not in it.

use rustix::time::{ClockId, clock_gettime};

/// Whose time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// That of this thread.
    Thread,
    /// That of all threads of this process.
    Process,
    /// That of the wall.
    Wall,
}

/// Nanoseconds from some moment on.
#[must_use]
pub fn now(clock: Clock) -> f64 {
    let time = clock_gettime(match clock {
        Clock::Thread => ClockId::ThreadCPUTime,
        Clock::Process => ClockId::ProcessCPUTime,
        Clock::Wall => ClockId::Monotonic,
    });
    time.tv_sec as f64 * 1e9 + time.tv_nsec as f64
}
