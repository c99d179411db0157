//! What a command line asks for.

use super::Builder;

impl Builder {
    /// The trace tree where nothing says where else spans go, terminal or not.
    pub(crate) fn console_without_endpoint(mut self) -> Self {
        self.choices.console_without_endpoint = true;
        self
    }
}
