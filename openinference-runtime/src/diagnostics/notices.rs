//! The few things that set-up has to tell a person, on stderr.

use std::io::{self, Write};

/// Says things, or keeps quiet for programs that own the terminal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Notices {
    quiet: bool,
}

impl Notices {
    pub(crate) fn new(quiet: bool) -> Self {
        Self { quiet }
    }

    /// One line on stderr. A stderr that is closed is no reason to fail, which `eprintln!` would.
    pub(crate) fn say(self, text: &str) {
        if !self.quiet {
            let _ = writeln!(io::stderr(), "openinference: {text}");
        }
    }
}
