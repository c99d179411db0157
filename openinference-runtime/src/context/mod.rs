//! Context attributes: what every span below inherits (specification: "Context Attributes").
//!
//! They live in the OpenTelemetry [`Context`](crate::opentelemetry::Context), so they follow the code wherever the Context goes and end where it
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
mod carried_provider;
mod carry_over;
mod inherited;
#[cfg_attr(not(feature = "tower"), expect(dead_code, reason = "a layer alone looks at what it has wrapped"))]
mod scope;

pub use self::attributes::{ContextAttributes, attributes};
#[cfg(feature = "testing")]
pub(crate) use self::carried_provider::carry;
pub(crate) use self::carried_provider::{carried_source, trace_config};
pub(crate) use self::carry_over::carry_over;
pub(crate) use self::inherited::inherited_by_key;
pub use self::inherited::{inherited, value};
pub(crate) use self::scope::carried;
pub use self::scope::{InContext, suppressed, suppressed_in};
pub use crate::current_context::AttachedContext;
