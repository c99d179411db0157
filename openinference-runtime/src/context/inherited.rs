//! The context attributes that a Context holds.

use opentelemetry::{Context, KeyValue, Value};

/// What a Context holds.
pub(super) struct Inherited(pub(super) Vec<KeyValue>);

/// The context attributes in force on `cx`, unmasked, in the order in which their keys were first set.
pub fn inherited(cx: &Context) -> &[KeyValue] {
    cx.get::<Inherited>().map_or(&[], |inherited| &inherited.0)
}

/// The value of one context attribute in force on `cx`, unmasked.
///
/// ```
/// use openinference_runtime::{context, opentelemetry::Context, semconv::attributes::SESSION_ID};
///
/// context::attributes().session("s-1").in_scope(|| {
///     assert_eq!(context::value(&Context::current(), SESSION_ID), Some("s-1".into()));
/// });
/// ```
pub fn value(cx: &Context, key: &str) -> Option<Value> {
    inherited(cx)
        .iter()
        .find(|attribute| attribute.key.as_str() == key)
        .map(|attribute| attribute.value.clone())
}
