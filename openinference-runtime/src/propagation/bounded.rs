//! Inbound values are not trusted: what is too long to be meant is not looked at.

use std::cell::OnceCell;
use std::marker::PhantomData;

use opentelemetry::propagation::Extractor;

use super::traceparent::{self, TRACEPARENT};
use super::{ExtractCarrier, MAX_TRACESTATE, MAX_VALUE};

/// Keys of an inbound carrier that a propagator gets to see at once.
const MAX_KEYS: usize = 256;

/// The keys whose lines are parts of one list.
const LISTS: [&str; 2] = ["tracestate", "baggage"];

/// A carrier as propagators may see it: one `traceparent` at most, and the lines of lists together.
pub(super) struct Bounded<'c, C: ?Sized, Way> {
    carrier: &'c C,
    /// The lines of a list as one, for propagators that ask for no more.
    joined: [OnceCell<String>; LISTS.len()],
    way: PhantomData<Way>,
}

impl<'c, C: ExtractCarrier<Way> + ?Sized, Way> Bounded<'c, C, Way> {
    pub(super) fn new(carrier: &'c C) -> Self {
        Self { carrier, joined: Default::default(), way: PhantomData }
    }

    /// The lines that are short enough; of `traceparent` the one that there is.
    fn lines(&self, key: &str) -> Vec<&str> {
        let lines = self.carrier.lines(key);
        let fit = match key {
            TRACEPARENT => matches!(lines.as_slice(), [line] if traceparent::is_valid(line.trim())),
            "tracestate" => length(&lines) <= MAX_TRACESTATE,
            _ => length(&lines) <= MAX_VALUE,
        };
        if fit { lines } else { Vec::new() }
    }
}

/// Bytes of the lines as one, with a comma between two of them.
fn length(lines: &[&str]) -> usize {
    lines.iter().map(|line| line.len() + 1).sum::<usize>().saturating_sub(1)
}

impl<C: ExtractCarrier<Way> + ?Sized, Way> Extractor for Bounded<'_, C, Way> {
    fn get(&self, key: &str) -> Option<&str> {
        let lines = self.lines(key);
        let (first, more) = lines.split_first()?;
        let list = LISTS.iter().position(|list| *list == key).filter(|_| !more.is_empty());
        match list.and_then(|list| self.joined.get(list)) {
            Some(joined) => Some(joined.get_or_init(|| lines.join(","))),
            None => Some(first),
        }
    }

    fn keys(&self) -> Vec<&str> {
        let mut names = self.carrier.names();
        names.truncate(MAX_KEYS);
        names
    }

    fn get_all(&self, key: &str) -> Option<Vec<&str>> {
        Some(self.lines(key)).filter(|lines| !lines.is_empty())
    }
}
