//! The context attributes that a Context holds.

use opentelemetry::{Context, KeyValue, Value};

use crate::key::AttributeKey;

/// What a Context holds.
pub(super) struct Inherited {
    all: Vec<KeyValue>,
    /// The keys by number, for the spans below.
    keys: Vec<AttributeKey>,
}

impl Inherited {
    pub(super) fn new(all: Vec<KeyValue>) -> Self {
        let keys = all.iter().map(|attribute| attribute.key.clone().into()).collect();
        Self { all, keys }
    }
}

/// The context attributes in force on `cx`, unmasked, in the order in which their keys were first set.
pub fn inherited(cx: &Context) -> &[KeyValue] {
    cx.get::<Inherited>().map_or(&[], |inherited| &inherited.all)
}

/// The same with keys that nobody has to parse.
pub(crate) fn inherited_by_key(cx: &Context) -> impl Iterator<Item = (&AttributeKey, &Value)> {
    let inherited = cx.get::<Inherited>();
    inherited.into_iter().flat_map(|inherited| {
        inherited.keys.iter().zip(inherited.all.iter().map(|attribute| &attribute.value))
    })
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
