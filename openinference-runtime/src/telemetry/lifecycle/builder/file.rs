//! Spans in a file.

use std::path::PathBuf;

use super::Builder;

impl Builder {
    /// A file that spans are appended to, as lines of OTLP in JSON; beside other exporters. It grows without a bound.
    pub fn file(mut self, path: impl Into<PathBuf>) -> Self {
        self.choices.file = Some(path.into());
        self
    }
}
