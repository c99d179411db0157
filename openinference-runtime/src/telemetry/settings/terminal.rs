//! What the terminal is like.

/// Whether there is a terminal: looked at once, so that tests can say it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Terminal {
    /// Whether stderr is one.
    pub(crate) stderr: bool,
}

impl Terminal {
    pub(crate) fn detect() -> Self {
        Self { stderr: std::io::IsTerminal::is_terminal(&std::io::stderr()) }
    }
}
