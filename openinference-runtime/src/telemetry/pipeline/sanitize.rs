//! What backends choke on, taken out of spans that this crate did not make.
//!
//! Our own spans are clean already. Spans of other libraries come straight from the SDK, whose `set_attribute` appends, so
//! that a key set twice is exported twice, and Phoenix on PostgreSQL silently loses a whole span for one NUL in it.

use std::{borrow::Cow, collections::HashMap};

use opentelemetry::{Array, KeyValue, StringValue, Value, trace::Status};
use opentelemetry_sdk::trace::SpanData;

/// Keeps the last value of each key, removes NULs from every text, and lets no span end before its start. Attributes that are
/// clean are not looked at.
pub(crate) fn span(span: &mut SpanData, is_clean: bool) {
    // A clock that was set back in between: no backend knows what to do with an end before the start.
    span.end_time = span.end_time.max(span.start_time);
    if !is_clean {
        attributes(&mut span.attributes);
    }
    text(&mut span.name);
    for event in &mut span.events.events {
        attributes(&mut event.attributes);
        text(&mut event.name);
    }
    for link in &mut span.links.links {
        attributes(&mut link.attributes);
    }
    if let Status::Error { description } = &mut span.status {
        text(description);
    }
}

fn attributes(all: &mut Vec<KeyValue>) {
    keep_last(all);
    for one in all {
        value(&mut one.value);
        if one.key.as_str().contains('\0') {
            one.key = one.key.as_str().replace('\0', "").into();
        }
    }
}

/// Each key stays where it stood first.
fn keep_last(all: &mut Vec<KeyValue>) {
    if all.is_empty() {
        return;
    }
    let mut last = HashMap::with_capacity_and_hasher(all.len(), foldhash::fast::RandomState::default());
    for (index, one) in all.iter().enumerate() {
        last.insert(one.key.as_str(), index);
    }
    if last.len() == all.len() {
        return;
    }
    let mut kept: Vec<KeyValue> = Vec::with_capacity(last.len());
    for one in &*all {
        if let Some(index) = last.remove(one.key.as_str())
            && let Some(newest) = all.get(index)
        {
            kept.push(newest.clone());
        }
    }
    *all = kept;
}

fn value(value: &mut Value) {
    match value {
        Value::String(text) => string(text),
        Value::Array(Array::String(texts)) => texts.iter_mut().for_each(string),
        _ => {}
    }
}

fn string(text: &mut StringValue) {
    if text.as_str().contains('\0') {
        *text = text.as_str().replace('\0', "").into();
    }
}

fn text(text: &mut Cow<'static, str>) {
    if text.contains('\0') {
        *text = text.replace('\0', "").into();
    }
}
