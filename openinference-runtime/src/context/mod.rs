//! Context attributes: what every span below inherits (specification: "Context Attributes").
//!
//! They live in the OpenTelemetry [`Context`], so they follow the code wherever the Context goes and end where it
//! ends. A future is given them anew at every poll, so that nothing leaks into the next task on the thread.
//!
//! ```
//! use openinference_runtime::context;
//!
//! # async fn answer() {}
//! # async fn f() {
//! context::attributes().session("s-1").user("u-1").tags(["beta"]).scope(answer()).await;
//! # }
//! ```
//!
//! An attribute that a span is given itself wins over an inherited one; an inner scope wins over an outer one.

mod attributes;
mod scope;

use opentelemetry::{Context, KeyValue, Value};

pub use self::attributes::ContextAttributes;
use self::attributes::Inherited;
pub use self::scope::{InContext, suppressed, suppressed_in};
pub(crate) use self::scope::{carried, changed};

/// An empty set of context attributes, to be filled and then attached.
pub fn attributes() -> ContextAttributes {
    ContextAttributes::default()
}

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
