//! Traces kept in files, to be compared with new runs.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::map::AttributeMap;
use super::source::{Position, Source};
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
        let (traces, problems) = Self::salvage_lines(input, name);
        match problems.into_iter().next() {
            Some(problem) => Err(problem),
            None => Ok(traces),
        }
    }

    /// As [`read_lines`](Self::read_lines), of a file that may be damaged: what can be read, and everything that is wrong. A
    /// trace that is cut has the spans up to the cut, and what stands below a span that was lost stands as a root.
    pub fn salvage_lines(input: impl io::Read, name: &str) -> (Vec<Self>, Vec<ReplayError>) {
        let mut reader = Reader { name: Arc::from(name), ..Reader::default() };
        for line in BufReader::new(input).lines() {
            let read = match line {
                Ok(line) => {
                    reader.number += 1;
                    if line.trim().is_empty() { Ok(()) } else { reader.line(&line) }
                }
                Err(error) => {
                    reader.problems.push(ReplayError::Io { file: name.to_owned(), error });
                    break;
                }
            };
            reader.problems.extend(read.err());
        }
        reader.close();
        (reader.traces, reader.problems)
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

#[derive(Default)]
struct Reader {
    name: Arc<str>,
    number: usize,
    traces: Vec<Trace>,
    problems: Vec<ReplayError>,
    open: Option<Open>,
    /// The line that began the trace could not be read, which has been told.
    headless: bool,
}

/// A trace whose spans are still coming.
struct Open {
    head: Head,
    /// The spans from the root to the last one read.
    branch: Vec<Branch>,
    roots: Vec<Node>,
    read: usize,
}

struct Branch {
    node: Node,
    /// Whether it hangs below the one before it; not where its parent was lost.
    hangs: bool,
}

impl Reader {
    fn wrong(&self, problem: impl Into<String>) -> ReplayError {
        ReplayError::Line { file: self.name.to_string(), line: self.number, problem: problem.into() }
    }

    fn line(&mut self, line: &str) -> Result<(), ReplayError> {
        if line.contains("\"openinference_trace\"")
            && let Some(head) = self.head(line)
        {
            return head;
        }
        let read: Result<Line, _> = serde_json::from_str(line);
        let Line { parent, mut span } = match read {
            Ok(line) => line,
            Err(error) => {
                // It was a span all the same: those behind it have their numbers.
                self.open.iter_mut().for_each(|open| open.read += 1);
                return Err(self.wrong(error.to_string()));
            }
        };
        span.recorded.source =
            Some(Source { file: Arc::clone(&self.name), position: Position::Line(self.number) });
        let (id, name) = (span.id, span.name.clone());
        let added = match self.open.as_mut() {
            Some(open) => open.add(parent, span),
            None if self.headless => return Ok(()),
            None => {
                self.headless = true;
                Err("comes before the line that begins a trace".to_owned())
            }
        };
        added.map_err(|problem| self.wrong(format!("span {id} `{name}` {problem}")))
    }

    /// The line that begins a trace; None when it is a span that mentions it.
    fn head(&mut self, line: &str) -> Option<Result<(), ReplayError>> {
        let head = match serde_json::from_str::<Head>(line) {
            Ok(head) => head,
            Err(_) if serde_json::from_str::<Line>(line).is_ok() => return None,
            Err(error) => {
                self.close();
                self.headless = true;
                return Some(Err(self.wrong(error.to_string())));
            }
        };
        self.close();
        self.headless = head.openinference_trace != VERSION;
        if self.headless {
            let version = head.openinference_trace;
            let problem = format!("version {version} of the format; this program reads version {VERSION}");
            return Some(Err(self.wrong(problem)));
        }
        self.open = Some(Open { head, branch: Vec::new(), roots: Vec::new(), read: 0 });
        Some(Ok(()))
    }

    fn close(&mut self) {
        let Some(mut open) = self.open.take() else { return };
        open.fold(0);
        let Open { head, mut roots, read, .. } = open;
        roots.sort_by_key(|root| root.id);
        if read < head.spans {
            let problem = format!("the trace ends after {read} of {} spans: the file is cut", head.spans);
            self.problems.push(self.wrong(problem));
        }
        self.traces.push(Trace {
            resource: head.resource,
            roots,
            unfinished: head.unfinished,
            tree_errors: Vec::new(),
        });
    }
}

impl Open {
    /// Takes a span, wherever it stands; says what is wrong with that.
    fn add(&mut self, parent: Option<usize>, span: Node) -> Result<(), String> {
        let expected = self.read + 1;
        self.read = span.id;
        let found = parent.map(|parent| self.branch.iter().position(|open| open.node.id == parent));
        match found {
            None => self.fold(0),
            Some(Some(above)) => self.fold(above + 1),
            // The lost parent stood somewhere below these: they may have more children.
            Some(None) => {}
        }
        let problem = if span.id == expected {
            let lost = parent.filter(|_| found == Some(None));
            lost.map(|parent| format!("names span {parent} as its parent, which is not above it"))
        } else {
            Some(format!("should be span {expected}: spans stand in the order of the tree"))
        };
        self.branch.push(Branch { node: span, hangs: found != Some(None) });
        problem.map_or(Ok(()), Err)
    }

    /// Hangs what is deeper than `depth` below its parents.
    fn fold(&mut self, depth: usize) {
        while self.branch.len() > depth {
            let Some(Branch { node, hangs }) = self.branch.pop() else { return };
            match self.branch.last_mut().filter(|_| hangs) {
                Some(parent) => parent.node.children.push(node),
                None => self.roots.push(node),
            }
        }
    }
}

#[cfg(test)]
mod tests;
