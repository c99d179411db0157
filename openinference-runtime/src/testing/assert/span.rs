//! One span and the conditions that it should meet.

use std::fmt::{Debug, Write as _};

use crate::json::Json;
use crate::semconv::SpanKind;
use crate::testing::outline::Shown;
use crate::testing::selector::IntoSelector;
use crate::testing::trace::{Node, SpanStatus, Trace};

/// What [`assert_span!`](crate::assert_span) makes of its conditions.
#[derive(Debug)]
#[doc(hidden)]
#[must_use = "nothing is asserted before `finish`"]
pub struct SpanCheck<'t> {
    trace: &'t Trace,
    span: &'t Node,
    misses: Vec<String>,
}

impl<'t> SpanCheck<'t> {
    /// # Panics
    /// When not exactly one span matches.
    #[track_caller]
    pub fn new(trace: &'t Trace, selector: impl IntoSelector) -> Self {
        Self { trace, span: trace.span(selector), misses: Vec::new() }
    }

    pub fn kind(&mut self, kind: SpanKind) {
        if self.span.kind != kind.as_str() {
            self.miss(format!("kind is `{}`, not `{kind}`", self.span.kind));
        }
    }

    pub fn name(&mut self, name: impl AsRef<str>) {
        let name = name.as_ref();
        if self.span.name != name {
            self.miss(format!("name is `{}`, not `{name}`", self.span.name));
        }
    }

    pub fn status(&mut self, status: &str) {
        let actual = match &self.span.status {
            SpanStatus::Unset => "unset",
            SpanStatus::Ok => "ok",
            SpanStatus::Error(_) => "error",
        };
        if actual != status {
            self.miss(format!("status is `{}`, not `{status}`", self.span.status));
        }
    }

    pub fn error(&mut self, why: impl AsRef<str>) {
        let why = why.as_ref();
        if !matches!(&self.span.status, SpanStatus::Error(actual) if actual == why) {
            self.miss(format!("status is `{}`, not `error: {why}`", self.span.status));
        }
    }

    pub fn has(&mut self, key: &str) {
        if !self.span.attributes.contains_key(key) {
            self.miss(format!("`{key}` is not there"));
        }
    }

    pub fn has_not(&mut self, key: &str) {
        if let Some(value) = self.span.attribute(key) {
            self.miss(format!("`{key}` is there: {}", Shown(value)));
        }
    }

    pub fn equal<V: Debug + ?Sized>(&mut self, key: &str, expected: &V)
    where
        Json: PartialEq<V>,
    {
        match self.span.attribute(key) {
            Some(actual) if actual == expected => {}
            Some(actual) => self.miss(format!("`{key}` is {}, not {expected:?}", quoted(actual))),
            None => self.miss(format!("`{key}` is not there; expected {expected:?}")),
        }
    }

    pub fn differ<V: Debug + ?Sized>(&mut self, key: &str, unwanted: &V)
    where
        Json: PartialEq<V>,
    {
        if self.span.attribute(key).is_some_and(|actual| actual == unwanted) {
            self.miss(format!("`{key}` is {unwanted:?}"));
        }
    }

    pub fn contains(&mut self, key: &str, part: impl AsRef<str>) {
        let part = part.as_ref();
        match self.span.attribute(key) {
            Some(Json::String(text)) if text.contains(part) => {}
            Some(actual) => self.miss(format!("`{key}` is {}, without {part:?}", quoted(actual))),
            None => self.miss(format!("`{key}` is not there; expected a text with {part:?}")),
        }
    }

    pub fn holds(&mut self, condition: impl FnOnce(&Node) -> bool, text: &str) {
        if !condition(self.span) {
            self.miss(format!("`{text}` does not hold"));
        }
    }

    fn miss(&mut self, what: String) {
        self.misses.push(what);
    }

    /// # Panics
    /// When a condition does not hold.
    #[track_caller]
    pub fn finish(self) -> &'t Node {
        if self.misses.is_empty() {
            return self.span;
        }
        let mut message = format!("span #{} `{}` is not as expected:\n", self.span.id, self.span.name);
        for miss in &self.misses {
            // Writing to a string cannot fail.
            let _ = writeln!(message, "- {miss}");
        }
        let alone =
            Trace { roots: vec![Node { children: Vec::new(), ..self.span.clone() }], ..Trace::default() };
        panic!("{message}\nthe span:\n{alone:#}\nthe trace:\n{}", self.trace)
    }
}

fn quoted(value: &Json) -> String {
    match value {
        Json::String(text) => format!("{:?}", Shown(&Json::from(text.as_str())).to_string()),
        other => Shown(other).to_string(),
    }
}
