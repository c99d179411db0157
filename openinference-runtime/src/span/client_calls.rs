//! What the spans of clients say of a call that has a span of ours.

use std::collections::BTreeMap;

use opentelemetry::trace::SpanId;
use opentelemetry::{Key, KeyValue, Value};

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
    first: Vec<KeyValue>,
    last: Vec<KeyValue>,
    sums: BTreeMap<Key, Value>,
    /// A call with tokens, but without a cost.
    unpriced: bool,
}

impl ClientCalls {
    pub(crate) fn add(&mut self, id: SpanId, said: Vec<KeyValue>) {
        if self.ids.contains(&id) {
            return;
        }
        self.ids.push(id);
        let of = |name: &'static str| said.iter().filter(move |one| family(one.key.as_str()) == name);
        self.unpriced |= of(TOKEN_COUNT).next().is_some() && of(COST).next().is_none();
        for KeyValue { key, value, .. } in of(TOKEN_COUNT).chain(of(COST)) {
            self.sums
                .entry(key.clone())
                .and_modify(|sum| *sum = add(sum, value))
                .or_insert_with(|| value.clone());
        }
        let rest = said.into_iter().filter(|one| ![TOKEN_COUNT, COST].contains(&family(one.key.as_str())));
        if self.ids.len() == 1 {
            self.first = rest.collect();
        } else {
            self.last = rest.collect();
        }
    }

    /// Adds to `said` what the span itself says nothing about; `known` are keys that it has besides. False where its tokens
    /// are not those of one price.
    pub(crate) fn fill<'k>(self, known: impl Iterator<Item = &'k str>, said: &mut Vec<KeyValue>) -> bool {
        let known: Vec<String> = known.map(|key| family(key).to_owned()).collect();
        let own: Vec<String> = said.iter().map(|one| family(one.key.as_str()).to_owned()).collect();
        let is_known = |name: &str| known.iter().chain(&own).any(|one| one == name);
        let several = self.ids.len() > 1;
        let (first, last) = if several { (self.first, self.last) } else { (self.first.clone(), self.first) };
        let of_last = |one: &KeyValue| LAST.contains(&family(one.key.as_str()));
        let rest = first.into_iter().filter(|one| !of_last(one)).chain(last.into_iter().filter(of_last));
        said.extend(rest.filter(|one| !is_known(family(one.key.as_str()))));
        if is_known(TOKEN_COUNT) {
            return true;
        }
        let is_priced = !self.unpriced;
        let sums = self
            .sums
            .into_iter()
            .filter(|(key, _)| family(key.as_str()) == TOKEN_COUNT || (is_priced && !is_known(COST)));
        said.extend(sums.map(|(key, value)| KeyValue::new(key, value)));
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
fn family(key: &str) -> &str {
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
