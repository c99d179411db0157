//! The machine that the tests find: what is right on one must not depend on how fast it is.

use std::{fmt, io, num::NonZero, thread};

use anyhow::{Result, ensure};

use crate::child_guard::ChildGuard;

/// Does nothing for an hour of its processor's time: it ends by itself then, if nobody ends it before.
const BURN: &str = "ulimit -t 3600; while :; do :; done";

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

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AsItIs => "On this machine:",
            Self::Faster => "With models that answer in a tenth of their time:",
            Self::Busier => "While each core has something else to do:",
        })
    }
}

impl Machine {
    /// Variables of the tests, and of what they start.
    pub(super) fn environment(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Faster => &[("MODEL_DELAY_DIVISOR", "10")],
            Self::AsItIs | Self::Busier => &[],
        }
    }

    /// What keeps each core busy, until it is dropped.
    pub(super) fn burners(self) -> Result<Burners> {
        let count = if self == Self::Busier { cores() } else { 0 };
        let start = |_| ChildGuard::spawn(ChildGuard::command("sh").args(["-c", BURN]));
        Ok(Burners((0..count).map(start).collect::<io::Result<_>>()?))
    }
}

/// Processes that have always something to do. They end when this is dropped.
#[derive(Debug)]
pub(super) struct Burners(Vec<ChildGuard>);

impl Burners {
    /// Ends them.
    ///
    /// # Errors
    /// When one has ended before.
    pub(super) fn end(mut self) -> Result<()> {
        for burner in &mut self.0 {
            let status = burner.child.try_wait()?;
            ensure!(status.is_none(), "nothing kept the cores busy: {status:?}");
        }
        Ok(())
    }
}

/// How many the machine has for us.
pub(super) fn cores() -> usize {
    thread::available_parallelism().map_or(2, NonZero::get)
}
