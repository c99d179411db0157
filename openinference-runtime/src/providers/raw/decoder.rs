//! Bodies that nobody has parsed, in pieces as they come from the network: server-sent events, lines of JSON, a JSON document, or any
//! other text. The pieces may be cut anywhere, also within a character.

use crate::json::Tape;
use crate::providers::stream::Completeness;

/// A line or a value that is longer is not kept.
const LONGEST: usize = 4 << 20;

/// Takes a body apart into the JSON values in it.
#[derive(Debug, Default)]
pub(in crate::providers) struct Decoder {
    /// The bytes of the line that is not complete yet.
    line: Vec<u8>,
    /// A line feed here belongs to the carriage return before it.
    after_return: bool,
    has_begun: bool,
    /// The value that is not complete yet, of a document or of an event.
    value: String,
    completeness: Completeness,
    /// The value stands in `data:` lines.
    in_event: bool,
    /// The name of the event, where it has one.
    event: String,
    /// Something too long is being left out.
    skips: bool,
    /// Follows the line that is not complete yet: some streams are of lines without their ends.
    ahead: Completeness,
}

/// A value of a body.
#[derive(Debug, PartialEq)]
pub(in crate::providers) struct RawEvent {
    pub(in crate::providers) value: Tape,
    /// It stood in a server-sent event.
    pub(in crate::providers) is_sent: bool,
}

impl Decoder {
    /// The values that a piece completes.
    pub(in crate::providers) fn push(&mut self, piece: &[u8]) -> Vec<RawEvent> {
        let mut complete = Vec::new();
        let mut rest = piece;
        while let Some(at) = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
            let (line, after) = rest.split_at(at);
            let ends_pair =
                std::mem::take(&mut self.after_return) && line.is_empty() && after.first() == Some(&b'\n');
            if !ends_pair || !self.line.is_empty() {
                self.keep(line);
                self.end_line(&mut complete);
            }
            self.after_return = after.first() == Some(&b'\r');
            rest = after.get(1..).unwrap_or_default();
        }
        if !rest.is_empty() {
            self.after_return = false;
            self.keep(rest);
            if self.ahead.ends_with(rest) && self.holds_values() {
                self.end_line(&mut complete);
            }
        }
        complete
    }

    /// The values that the end completes.
    pub(in crate::providers) fn end(&mut self) -> Vec<RawEvent> {
        let mut complete = Vec::new();
        self.end_line(&mut complete);
        self.end_event(&mut complete);
        complete
    }

    fn keep(&mut self, bytes: &[u8]) {
        if self.line.len() + bytes.len() > LONGEST {
            self.skips = true;
            self.line.clear();
        }
        if !self.skips {
            self.line.extend_from_slice(bytes);
        }
    }

    /// Whether the line that is not complete yet is one of values, and not of a value that goes on from a line before.
    fn holds_values(&self) -> bool {
        let line = self.line.trim_ascii_start();
        !self.completeness.is_amid()
            && ["{", "[", "data:"].iter().any(|start| line.starts_with(start.as_bytes()))
    }

    fn end_line(&mut self, complete: &mut Vec<RawEvent>) {
        let line = std::mem::take(&mut self.line);
        self.ahead = Completeness::default();
        if std::mem::take(&mut self.skips) {
            self.drop_value();
            return;
        }
        let text = String::from_utf8_lossy(&line);
        let mut text = &*text;
        if !std::mem::replace(&mut self.has_begun, true) {
            text = text.strip_prefix('\u{feff}').unwrap_or(text);
        }
        self.read_line(text, complete);
        // The buffer serves the next line.
        self.line = line;
        self.line.clear();
    }

    fn read_line(&mut self, line: &str, complete: &mut Vec<RawEvent>) {
        if let Some(data) = field(line, "data") {
            if !self.in_event {
                self.drop_value();
                self.in_event = true;
            }
            self.add(data, complete);
        } else if self.completeness.is_amid() && !self.in_event {
            self.add(line, complete);
        } else if line.trim().is_empty() {
            self.end_event(complete);
        } else if let Some(name) = field(line, "event") {
            self.end_event(complete);
            name.clone_into(&mut self.event);
        } else if line.trim_start().starts_with(['{', '[', ',', ']']) {
            self.end_event(complete);
            self.add(line, complete);
        }
    }

    /// Adds a line of a value, or of several. Items of a list that is no value of an event come one by one.
    fn add(&mut self, line: &str, complete: &mut Vec<RawEvent>) {
        let mut rest = line;
        loop {
            if !self.completeness.is_amid() {
                rest = rest.trim_start();
                rest = field(rest, "data").unwrap_or(rest);
                if !self.in_event {
                    rest =
                        rest.trim_start_matches(|c: char| matches!(c, '[' | ',' | ']') || c.is_whitespace());
                }
                if !rest.starts_with(['{', '[']) {
                    return;
                }
            }
            let end = self.completeness.end_in(rest.as_bytes());
            let (of_value, after) = rest.split_at(end.unwrap_or(rest.len()));
            if self.value.len() + of_value.len() > LONGEST {
                self.drop_value();
                return;
            }
            self.value.push_str(of_value);
            if end.is_none() {
                self.value.push('\n');
                return;
            }
            complete.extend(self.take());
            rest = after;
        }
    }

    fn take(&mut self) -> Option<RawEvent> {
        self.completeness = Completeness::default();
        let text = std::mem::take(&mut self.value);
        let value = super::parse(&text)?;
        Some(RawEvent { value: self.named(value), is_sent: self.in_event })
    }

    /// An event named `error` is one, whatever its data look like.
    fn named(&self, value: Tape) -> Tape {
        let is_error = self.event == "error"
            && value.view().get("error").is_none()
            && value.view().get("type").is_none();
        if !is_error {
            return value;
        }
        let mut named = Tape::take();
        named.open_object(None);
        named.name("error");
        named.copy_of(value.view());
        named.close();
        named
    }

    fn end_event(&mut self, complete: &mut Vec<RawEvent>) {
        if !self.value.trim().is_empty() {
            complete.extend(self.take());
        }
        self.drop_value();
    }

    fn drop_value(&mut self) {
        self.value.clear();
        self.completeness = Completeness::default();
        self.in_event = false;
        self.event.clear();
    }
}

/// What a field of a server-sent event says.
fn field<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let value = line.strip_prefix(name)?.strip_prefix(':')?;
    Some(value.strip_prefix(' ').unwrap_or(value))
}

/// Whether a body begins as events do, or as JSON.
pub(in crate::providers) fn looks_like_events(body: &str) -> bool {
    let body = body.trim_start_matches('\u{feff}').trim_start();
    ["data:", "event:", "id:", "retry:", ":", "{", "["].iter().any(|start| body.starts_with(start))
}
