//! Session and user in the baggage.

use opentelemetry::baggage::{BaggageExt as _, KeyValueMetadata};
use opentelemetry::{Context, Value};

use super::MAX_ID;
use crate::context;
use crate::semconv::attributes::{SESSION_ID, USER_ID};

const IDS: [&str; 2] = [SESSION_ID, USER_ID];

/// `cx` with the session and user in force in its baggage; None when there is neither.
pub(super) fn inject_ids(cx: &Context) -> Option<Context> {
    let ids: Vec<KeyValueMetadata> = IDS
        .into_iter()
        .filter_map(|key| match context::value(cx, key)? {
            Value::String(id) => Some(KeyValueMetadata::new(key, id, "")),
            _ => None,
        })
        .collect();
    (!ids.is_empty()).then(|| cx.with_baggage(entries(cx).into_iter().chain(ids)))
}

/// `cx` with the session and user in its baggage in force, where they are fit to be.
pub(super) fn extract_ids(cx: Context) -> Context {
    let ids = IDS.into_iter().filter_map(|key| {
        let id = cx.baggage().get(key)?.as_str();
        let fit = !id.is_empty() && id.len() <= MAX_ID && !id.contains(char::is_control);
        fit.then(|| (key, id.to_owned()))
    });
    let heard = ids.fold(context::attributes(), |all, (key, id)| all.attribute(key, id));
    if heard.is_empty() { cx } else { heard.on(&cx) }
}

/// `to` with all context attributes in force on `from`.
pub(super) fn inherit(to: &Context, from: &Context) -> Context {
    context::inherited(from)
        .iter()
        .fold(context::attributes(), |all, one| all.attribute(one.key.clone(), one.value.clone()))
        .on(to)
}

pub(super) fn entries(cx: &Context) -> Vec<KeyValueMetadata> {
    cx.baggage()
        .iter()
        .map(|(key, (value, metadata))| KeyValueMetadata::new(key.clone(), value.clone(), metadata.clone()))
        .collect()
}
