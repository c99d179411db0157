//! The few things that set-up has to tell a person, on stderr.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// Set-up was told to be quiet.
static QUIET: AtomicBool = AtomicBool::new(false);

/// What is not said by set-up itself is as quiet as set-up is.
pub(crate) fn keep_quiet(quiet: bool) {
    QUIET.store(quiet, Relaxed);
}

/// Says things, or keeps quiet for programs that own the terminal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Notices {
    quiet: bool,
}

impl Notices {
    pub(crate) fn new(quiet: bool) -> Self {
        Self { quiet }
    }

    /// What the process has to say where no set-up is at hand.
    pub(crate) fn of_process() -> Self {
        Self { quiet: QUIET.load(Relaxed) }
    }

    pub(crate) fn is_quiet(self) -> bool {
        self.quiet
    }

    /// One line on stderr. A stderr that is closed is no reason to fail, which `eprintln!` would.
    pub(crate) fn say(self, text: &str) {
        if !self.quiet {
            let _ = writeln!(io::stderr(), "openinference: {text}");
        }
    }
}
