//! What was read from files.

use std::fmt;
use std::sync::Arc;

use openinference_runtime::testing::{Position, SpanRecord, Trace};

/// What was read from files.
#[derive(Debug, Default)]
pub struct Input {
    /// The spans, of all files together: a trace may lie in several.
    pub spans: Vec<SpanRecord>,
    /// The traces of files that the testing kit has written, each complete by itself.
    pub traces: Vec<Trace>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// How many batches of logs and metrics were left alone.
    pub skipped: usize,
    /// The files, as they were called.
    pub files: Vec<Arc<str>>,
}

/// Something that could not be read; what stands around it was.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// The file, as it was called.
    pub file: Arc<str>,
    /// The place in it. None where it is about all of the file.
    pub position: Option<Position>,
    /// The span, by its name, its id, or where it stands.
    pub span: Option<String>,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        match self.position {
            Some(Position::Line(line)) => write!(f, ":{line}")?,
            Some(Position::Byte(byte)) => write!(f, "@{byte}")?,
            _ => {}
        }
        if let Some(span) = &self.span {
            write!(f, ": span {}", span.escape_debug())?;
        }
        write!(f, ": {}", self.message)
    }
}

impl Input {
    /// A file that is read now.
    pub(super) fn file(&mut self, name: &str) -> Arc<str> {
        let file = Arc::from(name);
        self.files.push(Arc::clone(&file));
        file
    }

    /// Something that could not be read.
    pub(super) fn problem(
        &mut self,
        file: &Arc<str>,
        position: Option<Position>,
        message: impl Into<String>,
    ) {
        self.problems.push(Problem { file: Arc::clone(file), position, span: None, message: message.into() });
    }
}
