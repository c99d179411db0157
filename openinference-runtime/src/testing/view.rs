//! A trace prepared for a snapshot: what changes from run to run replaced, what the test is not about left out.

mod edit;
mod filter;
mod time;

use std::fmt;
use std::ops::Deref;

use serde::{Serialize, Serializer};

use self::edit::{Edit, EditedPlace};
use super::find::read;
use super::map::AttributeMap;
use super::selector::{IntoSelector, Selector};
use super::trace::{Node, SpanStatus, Trace};
use crate::json::Json;

/// A copy of a [`Trace`] to change before it is compared. Serialises and displays as the trace does, and is one for every
/// finder and assertion.
///
/// Keys are said by [`Pattern`](super::Pattern): `*` stands for one segment or a part of it, `**` for any number of them. Behind a `#` stands a
/// path within the value, for values that hold JSON: `output.value#/choices/*/id`.
///
/// ```
/// use openinference_runtime::{current, semconv::SpanKind, span, testing};
///
/// let (_, trace) = testing::capture_sync(|| {
///     span(SpanKind::Llm, "chat").in_scope(|| current().attribute("llm.cost.total", 0.123_456))
/// });
/// let view = trace.view().round("llm.cost.*", 2).drop("metadata");
/// assert_eq!(format!("{view:#}"), "LLM chat\n    llm.cost.total: 0.12\n");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    trace: Trace,
    /// Where the traces's time begins, kept although spans may go.
    begin: Option<std::time::SystemTime>,
}

impl Trace {
    /// A copy to change before it is compared.
    #[must_use]
    pub fn view(&self) -> View {
        View { begin: time::begin(self), trace: self.clone() }
    }
}

impl View {
    /// Leaves out the attributes of spans, events and resources that `key` means.
    ///
    /// # Panics
    /// When the path behind `#` is none.
    #[must_use]
    #[track_caller]
    pub fn drop(self, key: &str) -> Self {
        self.edit(key, &Edit::Drop)
    }

    /// Leaves out all attributes of spans, events and resources but those that one of `keys` means.
    #[must_use]
    pub fn keep<'k>(mut self, keys: impl IntoIterator<Item = &'k str>) -> Self {
        let keys: Vec<super::Pattern> = keys.into_iter().map(super::Pattern::new).collect();
        self.each_map(&mut |map| map.retain(|key, _| keys.iter().any(|pattern| pattern.matches(key))));
        self
    }

    /// Puts `value` in the place of every value that `key` means.
    ///
    /// # Panics
    /// When the path behind `#` is none.
    #[must_use]
    #[track_caller]
    pub fn replace(self, key: &str, value: impl Into<Json>) -> Self {
        let value = value.into();
        self.edit(key, &Edit::Change(&|_| value.clone()))
    }

    /// Rounds the numbers that `key` means to so many digits after the point.
    ///
    /// # Panics
    /// When the path behind `#` is none.
    #[must_use]
    #[track_caller]
    pub fn round(self, key: &str, digits: u8) -> Self {
        self.edit(key, &Edit::Change(&|value| edit::round(value, digits)))
    }

    /// Sorts the lists that `key` means.
    ///
    /// # Panics
    /// When the path behind `#` is none.
    #[must_use]
    #[track_caller]
    pub fn sort(self, key: &str) -> Self {
        self.edit(key, &Edit::Change(&edit::sorted))
    }

    /// Puts what `change` gives in the place of every value that `key` means.
    ///
    /// # Panics
    /// When the path behind `#` is none.
    #[must_use]
    #[track_caller]
    pub fn map(self, key: &str, change: impl Fn(&Json) -> Json) -> Self {
        self.edit(key, &Edit::Change(&change))
    }

    /// Changes every text in the trace: names, statuses, attributes. For what has no key of its own, such as a path of the
    /// file system or a generated id in the middle of a prompt.
    #[must_use]
    pub fn text(mut self, change: impl Fn(&str) -> String) -> Self {
        self.each_node(&mut |node| {
            node.name = change(&node.name);
            if let SpanStatus::Error(why) = &mut node.status {
                *why = change(why);
            }
        });
        self.each_map(&mut |map| map.iter_mut().for_each(|(_, value)| edit::text(value, &change)));
        self
    }

    /// Shows only the spans that `selector` means. What was below a span that went hangs below the nearest one that stayed.
    ///
    /// # Panics
    /// When the selector cannot be read.
    #[must_use]
    #[track_caller]
    pub fn only(self, selector: impl IntoSelector) -> Self {
        let selector = read(selector);
        self.filter(&selector, |meant| if meant { filter::Fate::Stays } else { filter::Fate::Goes })
    }

    /// Takes out the spans that `selector` means. What was below them hangs below the nearest one that stayed.
    ///
    /// # Panics
    /// When the selector cannot be read.
    #[must_use]
    #[track_caller]
    pub fn without(self, selector: impl IntoSelector) -> Self {
        let selector = read(selector);
        self.filter(&selector, |meant| if meant { filter::Fate::Goes } else { filter::Fate::Stays })
    }

    /// Takes out the spans that `selector` means with everything below them.
    ///
    /// # Panics
    /// When the selector cannot be read.
    #[must_use]
    #[track_caller]
    pub fn prune(self, selector: impl IntoSelector) -> Self {
        let selector = read(selector);
        self.filter(&selector, |meant| if meant { filter::Fate::GoesWithAll } else { filter::Fate::Stays })
    }

    /// Shows the spans that `selector` means, with everything below them, as roots.
    ///
    /// # Panics
    /// When the selector cannot be read.
    #[must_use]
    #[track_caller]
    pub fn under(mut self, selector: impl IntoSelector) -> Self {
        let selector = read(selector);
        let mut roots: Vec<Node> = Vec::new();
        let mut covered = 0;
        for span in selector.find(&self.trace.roots) {
            // Below one that is shown already.
            if span.id > covered {
                covered = span.descendants().map(|below| below.id).max().unwrap_or(span.id);
                roots.push(span.clone());
            }
        }
        self.trace.roots = roots;
        filter::renumber(&mut self.trace);
        self
    }

    /// Puts siblings into the order of their kinds, names and contents instead of their starts: for children that run at
    /// the same time.
    #[must_use]
    pub fn unordered(mut self) -> Self {
        filter::order(&mut self.trace.roots);
        filter::renumber(&mut self.trace);
        self
    }

    /// Shows when each span and event was, in milliseconds from the start of the first span, to the microsecond. Stable from
    /// run to run in [deterministic](super::Capture::deterministic) captures only.
    #[must_use]
    pub fn times(mut self) -> Self {
        time::show(&mut self.trace, self.begin);
        self
    }

    /// The trace as it stands.
    #[must_use]
    pub fn into_trace(self) -> Trace {
        self.trace
    }

    #[track_caller]
    fn edit(mut self, key: &str, edit: &Edit<'_>) -> Self {
        match EditedPlace::parse(key) {
            Ok(place) => self.each_map(&mut |map| place.edit(map, edit)),
            Err(problem) => panic!("`{key}` says no place: {problem}"),
        }
        self
    }

    fn filter(mut self, selector: &Selector, fate: impl Fn(bool) -> filter::Fate) -> Self {
        filter::filter(&mut self.trace, selector, &fate);
        self
    }

    fn each_node(&mut self, change: &mut dyn FnMut(&mut Node)) {
        fn walk(nodes: &mut [Node], change: &mut dyn FnMut(&mut Node)) {
            for node in nodes {
                change(node);
                walk(&mut node.children, change);
            }
        }
        walk(&mut self.trace.roots, change);
    }

    fn each_map(&mut self, change: &mut dyn FnMut(&mut AttributeMap)) {
        change(&mut self.trace.resource);
        self.each_node(&mut |node| {
            change(&mut node.attributes);
            change(&mut node.resource);
            node.events.iter_mut().for_each(|event| change(&mut event.attributes));
        });
    }
}

impl Deref for View {
    type Target = Trace;

    fn deref(&self) -> &Trace {
        &self.trace
    }
}

impl From<View> for Trace {
    fn from(view: View) -> Self {
        view.trace
    }
}

impl Serialize for View {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.trace.serialize(serializer)
    }
}

impl fmt::Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.trace, f)
    }
}

#[cfg(test)]
mod tests;
