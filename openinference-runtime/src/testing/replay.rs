//! Traces kept in files, to be compared with new runs.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::map::AttributeMap;
use super::record::{Position, Source};
use super::trace::{Node, Trace};

/// The version of the format: a file of another one is refused.
const VERSION: u32 = 1;

/// What is wrong with a file of traces.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReplayError {
    /// It cannot be read.
    #[error("{file}: {error}")]
    #[non_exhaustive]
    Io {
        /// The file.
        file: String,
        /// Why.
        #[source]
        error: io::Error,
    },
    /// A line says something that cannot be part of a trace.
    #[error("{file}:{line}: {problem}")]
    #[non_exhaustive]
    Line {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it, naming the span where it is one.
        problem: String,
    },
}

/// The first line of a trace.
#[derive(Serialize, Deserialize)]
struct Head {
    /// The version of the format.
    openinference_trace: u32,
    #[serde(default, skip_serializing_if = "AttributeMap::is_empty")]
    resource: AttributeMap,
    spans: usize,
    #[serde(default, skip_serializing_if = "is_zero")]
    unfinished: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields by reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// Every other line: a span by itself.
#[derive(Serialize, Deserialize)]
struct Line {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    parent: Option<usize>,
    #[serde(flatten)]
    span: Node,
}

impl Trace {
    /// Writes the trace as JSON lines: one for the trace, then one for each span, so that a change of one span is a change of
    /// one line. Several traces may follow each other in one file.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_lines(&self, mut out: impl Write) -> io::Result<()> {
        let head = Head {
            openinference_trace: VERSION,
            resource: self.resource.clone(),
            spans: self.len(),
            unfinished: self.unfinished,
        };
        write_line(&mut out, &head)?;
        self.roots.iter().try_for_each(|root| write_span(&mut out, None, root))?;
        out.flush()
    }

    /// Reads what [`write_lines`](Self::write_lines) has written: every trace of the file. `name` is what errors call it.
    ///
    /// # Errors
    /// When it cannot be read, or a line is no part of a trace.
    pub fn read_lines(input: impl io::Read, name: &str) -> Result<Vec<Self>, ReplayError> {
        let mut reader = Reader { name: Arc::from(name), number: 0, traces: Vec::new(), open: None };
        for line in BufReader::new(input).lines() {
            let line = line.map_err(|error| ReplayError::Io { file: name.to_owned(), error })?;
            reader.number += 1;
            if !line.trim().is_empty() {
                reader.line(&line)?;
            }
        }
        reader.close()?;
        Ok(reader.traces)
    }

    /// As [`read_lines`](Self::read_lines), from a file.
    ///
    /// # Errors
    /// When it cannot be read, or a line is no part of a trace.
    pub fn load(path: impl AsRef<Path>) -> Result<Vec<Self>, ReplayError> {
        let path = path.as_ref();
        let name = path.display().to_string();
        match File::open(path) {
            Ok(file) => Self::read_lines(file, &name),
            Err(error) => Err(ReplayError::Io { file: name, error }),
        }
    }

    /// As [`write_lines`](Self::write_lines), to a file, which is replaced.
    ///
    /// # Errors
    /// Those of the file.
    pub fn save(&self, path: impl AsRef<Path>) -> io::Result<()> {
        self.write_lines(io::BufWriter::new(File::create(path)?))
    }
}

fn write_line(out: &mut impl Write, line: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}

fn write_span(out: &mut impl Write, parent: Option<usize>, node: &Node) -> io::Result<()> {
    let line = Line { parent, span: Node { children: Vec::new(), ..node.clone() } };
    write_line(out, &line)?;
    node.children.iter().try_for_each(|child| write_span(out, Some(node.id), child))
}

struct Reader {
    name: Arc<str>,
    number: usize,
    traces: Vec<Trace>,
    open: Option<Open>,
}

/// A trace whose spans are still coming.
struct Open {
    head: Head,
    /// The spans from the root to the last one read.
    branch: Vec<Node>,
    roots: Vec<Node>,
    read: usize,
}

impl Reader {
    fn wrong(&self, problem: impl Into<String>) -> ReplayError {
        ReplayError::Line { file: self.name.to_string(), line: self.number, problem: problem.into() }
    }

    fn line(&mut self, line: &str) -> Result<(), ReplayError> {
        if line.contains("\"openinference_trace\"")
            && let Ok(head) = serde_json::from_str::<Head>(line)
        {
            self.close()?;
            if head.openinference_trace != VERSION {
                return Err(self.wrong(format!(
                    "version {} of the format; this program reads version {VERSION}",
                    head.openinference_trace
                )));
            }
            self.open = Some(Open { head, branch: Vec::new(), roots: Vec::new(), read: 0 });
            return Ok(());
        }
        let Line { parent, mut span } =
            serde_json::from_str(line).map_err(|error| self.wrong(error.to_string()))?;
        span.recorded.source =
            Some(Source { file: Arc::clone(&self.name), position: Position::Line(self.number) });
        let (id, name) = (span.id, span.name.clone());
        let added = match self.open.as_mut() {
            Some(open) => open.add(parent, span),
            None => Err("comes before the line that begins a trace".to_owned()),
        };
        added.map_err(|problem| self.wrong(format!("span {id} `{name}` {problem}")))
    }

    fn close(&mut self) -> Result<(), ReplayError> {
        let Some(mut open) = self.open.take() else { return Ok(()) };
        open.fold(0);
        if open.read != open.head.spans {
            return Err(self.wrong(format!(
                "the trace ends after {} of {} spans: the file is cut",
                open.read, open.head.spans
            )));
        }
        let Open { head, roots, .. } = open;
        self.traces.push(Trace {
            resource: head.resource,
            roots,
            unfinished: head.unfinished,
            faults: Vec::new(),
        });
        Ok(())
    }
}

impl Open {
    fn add(&mut self, parent: Option<usize>, span: Node) -> Result<(), String> {
        self.read += 1;
        if span.id != self.read {
            return Err(format!("should be span {}: spans stand in the order of the tree", self.read));
        }
        let depth = match parent {
            None => 0,
            Some(parent) => {
                let found = self.branch.iter().position(|open| open.id == parent);
                found.ok_or_else(|| format!("names span {parent} as its parent, which is not above it"))? + 1
            }
        };
        self.fold(depth);
        self.branch.push(span);
        Ok(())
    }

    /// Hangs what is deeper than `depth` below its parents.
    fn fold(&mut self, depth: usize) {
        while self.branch.len() > depth {
            let Some(done) = self.branch.pop() else { return };
            match self.branch.last_mut() {
                Some(parent) => parent.children.push(done),
                None => self.roots.push(done),
            }
        }
    }
}

#[cfg(test)]
mod tests;
