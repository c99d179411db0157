//! The machine that the tests find: what is right on one must not depend on how fast it is.

use std::{
    env,
    hint::spin_loop,
    num::NonZero,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result};

use crate::child_guard::ChildGuard;

/// No run of the tests takes longer: what keeps the cores busy ends by itself then, if nobody ends it before.
const LONGEST_RUN: Duration = Duration::from_secs(3600);

/// How fast the machine is, and what else it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Machine {
    /// The one that it is.
    AsItIs,
    /// Scripted models answer in a tenth of their time.
    Faster,
    /// A process on each core has always something to do.
    Busier,
}

impl Machine {
    /// Variables of the tests, and of what they start.
    pub(super) fn environment(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Faster => &[("MODEL_DELAY_DIVISOR", "10")],
            Self::AsItIs | Self::Busier => &[],
        }
    }

    /// Processes that keep each core busy, until they are dropped.
    pub(super) fn burners(self) -> Result<Vec<ChildGuard>> {
        let count = if self == Self::Busier { cores() } else { 0 };
        let program = env::current_exe().context("this program has no path")?;
        let start = |_| {
            let mut command = ChildGuard::command(&program);
            ChildGuard::spawn(command.arg("spin").arg(LONGEST_RUN.as_secs().to_string()))
        };
        (0..count).map(start).collect::<Result<_, _>>().context("nothing keeps the cores busy")
    }
}

/// How many the machine has for us.
pub(super) fn cores() -> usize {
    thread::available_parallelism().map_or(2, NonZero::get)
}

/// Keeps a core busy for so many seconds.
pub fn spin(seconds: u64) {
    let end = Instant::now() + Duration::from_secs(seconds);
    while Instant::now() < end {
        spin_loop();
    }
}
