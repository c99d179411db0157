//! Lines of text, as the JSON in them. An event of several `data:` lines is rare, and no API for models sends one: each line
//! is read by itself, so that streams of JSON lines are read in the same way.

use crate::json::Json;
use crate::json::JsonRef;

/// A line that is longer is not kept: nobody sends such events.
const LONGEST: usize = 4 << 20;

/// What has come of the current line.
#[derive(Debug, Default)]
pub(in crate::providers) struct Events {
    line: String,
    /// The line is too long.
    skips: bool,
}

impl Events {
    /// The events of a whole text.
    pub(super) fn of(text: &str) -> Vec<Json> {
        let mut events = Self::default();
        let mut all = events.push(text);
        all.extend(events.take());
        all
    }

    /// The events that `piece` completes.
    fn push(&mut self, piece: &str) -> Vec<Json> {
        let mut complete = Vec::new();
        let mut rest = piece;
        while let Some((line, after)) = rest.split_once(['\n', '\r']) {
            self.add(line);
            complete.extend(self.take());
            rest = after;
        }
        self.add(rest);
        complete
    }

    /// Hands on the events that an item of a stream is or completes. An item that happens to be JSON by itself is an event, or
    /// a part of the one that is not complete yet.
    pub(in crate::providers) fn feed(&mut self, item: JsonRef<'_>, mut hand_on: impl FnMut(JsonRef<'_>)) {
        let completed = match item.as_str() {
            Some(text) => self.push(text),
            None if self.is_amid_event() => self.push(&item.write(usize::MAX)),
            None => {
                self.end(&mut hand_on);
                hand_on(item);
                return;
            }
        };
        completed.iter().for_each(|event| hand_on(event.view()));
    }

    /// Hands on the event that the last line is, if it has no end.
    pub(in crate::providers) fn end(&mut self, hand_on: impl FnOnce(JsonRef<'_>)) {
        if let Some(event) = self.take() {
            hand_on(event.view());
        }
    }

    fn is_amid_event(&self) -> bool {
        let text = content(&self.line);
        !text.is_empty() && Json::parse(text).is_none()
    }

    fn add(&mut self, text: &str) {
        if self.line.len() + text.len() > LONGEST {
            self.line.clear();
            self.skips = true;
        }
        if !self.skips {
            self.line.push_str(text);
        }
    }

    fn take(&mut self) -> Option<Json> {
        self.skips = false;
        let line = std::mem::take(&mut self.line);
        let text = content(&line);
        if text.starts_with('{') { Json::parse(text) } else { None }
    }
}

/// What a line says, of whichever kind of stream it is.
fn content(line: &str) -> &str {
    line.strip_prefix("data:").unwrap_or(line).trim()
}
