//! Reading files of spans, whatever is wrong with them.

mod gzip;
mod id;
mod json;
mod otlp;
mod protobuf;
mod wire;

use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::Path;
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
    /// Reads a file. What is wrong with it becomes a problem.
    pub fn read_file(&mut self, path: &Path) {
        let name = path.display().to_string();
        match File::open(path) {
            Ok(file) => self.read_from(&name, file),
            Err(error) => {
                let file = self.file(&name);
                self.problem(&file, None, error.to_string());
            }
        }
    }

    /// Reads all that `reader` has. What came before an error is checked.
    pub fn read_from(&mut self, name: &str, mut reader: impl Read) {
        let mut bytes = Vec::new();
        let end = reader.read_to_end(&mut bytes);
        match end {
            Ok(_) => self.read(name, &bytes),
            Err(error) => {
                if !bytes.is_empty() {
                    self.read(name, &bytes);
                    self.files.pop();
                }
                let file = self.file(name);
                self.problem(&file, None, error.to_string());
            }
        }
    }

    /// Reads what a file holds; `name` is what messages call it. JSON, protobuf, or one of them packed by gzip, is told by the
    /// first bytes. Of a packed file lines and bytes are counted in what was in it.
    pub fn read(&mut self, name: &str, bytes: &[u8]) {
        if gzip::is_gzip(bytes) {
            self.read_from(name, gzip::unpack(bytes));
            return;
        }
        let file = self.file(name);
        if bytes.iter().all(u8::is_ascii_whitespace) {
            self.problem(&file, None, "the file is empty");
        } else if json::is_json(bytes) {
            json::read(self, &file, bytes);
        } else {
            protobuf::read(self, &file, bytes);
        }
    }

    fn file(&mut self, name: &str) -> Arc<str> {
        let file = Arc::from(name);
        self.files.push(Arc::clone(&file));
        file
    }

    fn problem(&mut self, file: &Arc<str>, position: Option<Position>, message: impl Into<String>) {
        self.problems.push(Problem { file: Arc::clone(file), position, span: None, message: message.into() });
    }
}
