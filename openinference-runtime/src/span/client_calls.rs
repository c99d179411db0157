//! What the spans of clients say of a call that has a span of ours.

use std::collections::BTreeSet;

use opentelemetry::Value;
use opentelemetry::trace::SpanId;

use crate::attributes::{AttributeBuffer, Rank};
use crate::key::{AttributeKey, KeyRef};

const TOKEN_COUNT: &str = "llm.token_count";
const COST: &str = "llm.cost";

/// Families of attributes that the last of several calls decides: what came of it.
const LAST: &[&str] = &[
    "llm.output_messages",
    "llm.choices",
    "llm.finish_reason",
    "llm.model_name",
    "llm.response.model_name",
    "llm.provider",
    "llm.system",
    "output",
];

/// Several calls are one where a function of ours makes several: their counts are summed up.
#[derive(Debug, Default)]
pub(crate) struct ClientCalls {
    /// A span is heard once for each exporter.
    ids: Vec<SpanId>,
    first: Vec<(AttributeKey, Value)>,
    last: Vec<(AttributeKey, Value)>,
    sums: Vec<(AttributeKey, Value)>,
    /// A call with tokens, but without a cost.
    unpriced: bool,
}

impl ClientCalls {
    pub(crate) fn add(&mut self, id: SpanId, said: &AttributeBuffer) {
        if self.ids.contains(&id) {
            return;
        }
        self.ids.push(id);
        let mut rest = Vec::new();
        let (mut is_counted, mut is_priced) = (false, false);
        for (key, value) in said.values() {
            match family(key) {
                TOKEN_COUNT => is_counted = true,
                COST => is_priced = true,
                _ => {
                    rest.push((key.clone(), value.clone()));
                    continue;
                }
            }
            match self.sums.iter_mut().find(|(known, _)| known == key) {
                Some((_, sum)) => *sum = add(sum, value),
                None => self.sums.push((key.clone(), value.clone())),
            }
        }
        self.unpriced |= is_counted && !is_priced;
        if self.ids.len() == 1 {
            self.first = rest;
        } else {
            self.last = rest;
        }
    }

    /// Adds to `said` what the span itself says nothing about. False if the summed tokens cannot be priced as one call.
    pub(crate) fn fill(self, said: &mut AttributeBuffer) -> bool {
        if self.ids.is_empty() {
            return true;
        }
        let known: BTreeSet<String> = said.kept_keys().map(|key| family(key).to_owned()).collect();
        let is_known = |name: &str| known.contains(name);
        let several = self.ids.len() > 1;
        let (first, last) = if several { (self.first, self.last) } else { (self.first.clone(), self.first) };
        let of_last = |(key, _): &(AttributeKey, Value)| LAST.contains(&family(key));
        let rest = first.into_iter().filter(|one| !of_last(one)).chain(last.into_iter().filter(of_last));
        for (key, value) in rest.filter(|(key, _)| !is_known(family(key))) {
            said.push(Rank::Detected, key, value);
        }
        if is_known(TOKEN_COUNT) {
            return true;
        }
        let is_priced = !self.unpriced;
        for (key, value) in self.sums {
            if family(&key) == TOKEN_COUNT || (is_priced && !is_known(COST)) {
                said.push(Rank::Detected, key, value);
            }
        }
        is_priced || !several
    }
}

fn add(sum: &Value, value: &Value) -> Value {
    match (sum, value) {
        (Value::I64(one), Value::I64(other)) => Value::I64(one.saturating_add(*other)),
        (Value::F64(one), Value::F64(other)) => Value::F64(one + other),
        (sum, _) => sum.clone(),
    }
}

/// What is said together: a list, all counts, all costs, a value with its MIME type; else the attribute alone.
fn family<'k>(key: impl Into<KeyRef<'k>>) -> &'k str {
    match key.into() {
        KeyRef::Known(known) => family_of_text(known.pattern().outermost().last_part()),
        KeyRef::Foreign(text) => family_of_text(text),
    }
}

fn family_of_text(key: &str) -> &str {
    for name in [TOKEN_COUNT, COST, "input", "output"] {
        if key.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')) {
            return name;
        }
    }
    let mut end = 0;
    for part in key.split('.') {
        if end > 0 && !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()) {
            return &key[..end - 1];
        }
        end += part.len() + 1;
    }
    key
}

#[cfg(test)]
mod tests;
