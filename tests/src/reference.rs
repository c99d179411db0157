//! Attributes beside those of a reference implementation: equal, or different for a reason that stands in a list.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use openinference_runtime::testing::Node;
use serde::Deserialize;
use serde_json::{Map, Value};

/// The attributes of a span, each with its key.
pub type Attributes = BTreeMap<String, Value>;

/// Attributes that are not as the reference has them, and why.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// The case; `*` stands for all, and after a beginning for whatever follows.
    pub case: String,
    /// The key; `*` stands for anything, or for nothing.
    pub key: String,
    /// Why.
    pub reason: String,
}

impl Difference {
    /// One that a test says itself.
    #[must_use]
    pub fn new(case: &str, key: &str, reason: &str) -> Self {
        Self { case: case.to_owned(), key: key.to_owned(), reason: reason.to_owned() }
    }

    fn is_of(&self, case: &str, key: &str) -> bool {
        fits(&self.case, case) && fits(&self.key, key)
    }
}

/// Whether `text` is what `pattern` says, where a star may stand for any text.
fn fits(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((start, rest)) => text.strip_prefix(start).is_some_and(|text| {
            rest.is_empty() || (0..=text.len()).any(|at| text.is_char_boundary(at) && fits(rest, &text[at..]))
        }),
    }
}

/// What was found to be different so far, and which of the known differences were met.
#[derive(Debug)]
pub struct Comparison {
    known: Vec<Difference>,
    met: BTreeSet<usize>,
    wrong: Vec<String>,
}

impl Comparison {
    /// Of nothing so far.
    #[must_use]
    pub fn new(known: Vec<Difference>) -> Self {
        Self { known, met: BTreeSet::new(), wrong: Vec::new() }
    }

    /// Compares what was found in a case with what the reference has.
    pub fn case(&mut self, case: &str, found: &Attributes, expected: &Attributes) {
        let keys: BTreeSet<&String> = found.keys().chain(expected.keys()).collect();
        for key in keys {
            let (found, expected) = (found.get(key).map(normal), expected.get(key).map(normal));
            if found == expected {
                continue;
            }
            let mut known = self.known.iter().enumerate();
            match known.find(|(_, difference)| difference.is_of(case, key)) {
                Some((at, _)) => {
                    self.met.insert(at);
                }
                None => self.wrong.push(format!(
                    "{case}: {key}\n  here:      {}\n  reference: {}",
                    shown(found),
                    shown(expected)
                )),
            }
        }
    }

    /// Nothing may differ that is not known, and nothing be known that does not differ.
    ///
    /// # Panics
    /// When that is not so.
    pub fn finish(self) {
        assert!(self.wrong.is_empty(), "{} differences:\n{}", self.wrong.len(), self.wrong.join("\n"));
        let stale: Vec<_> = self
            .known
            .iter()
            .enumerate()
            .filter(|(at, _)| !self.met.contains(at))
            .map(|(_, known)| known)
            .collect();
        assert!(stale.is_empty(), "no longer different: {stale:#?}");
    }
}

fn shown(value: Option<Value>) -> String {
    value.map_or_else(|| "nothing".to_owned(), |value| value.to_string())
}

/// JSON in a text is compared as JSON, and numbers by their value.
fn normal(value: &Value) -> Value {
    match value {
        Value::String(text) => match serde_json::from_str::<Value>(text) {
            Ok(json @ (Value::Array(_) | Value::Object(_))) => normal(&json),
            _ => value.clone(),
        },
        Value::Number(number) => number.as_f64().map_or(Value::Null, Value::from),
        Value::Array(items) => items.iter().map(normal).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), normal(value))).collect::<Map<_, _>>().into()
        }
        other => other.clone(),
    }
}

/// All attributes of a span, its kind among them.
///
/// # Errors
/// None that is known: spans are JSON.
pub fn attributes(span: &Node) -> Result<Attributes> {
    let mut all: Attributes =
        serde_json::from_value(serde_json::to_value(span)?.get("attributes").cloned().unwrap_or_default())
            .unwrap_or_default();
    if !span.kind.is_empty() {
        all.insert("openinference.span.kind".to_owned(), span.kind.clone().into());
    }
    Ok(all)
}
