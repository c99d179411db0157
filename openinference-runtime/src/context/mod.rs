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
mod inherited;
mod scope;

pub use self::attributes::ContextAttributes;
pub use self::inherited::{attributes, inherited, value};
pub use self::scope::{InContext, suppressed, suppressed_in};
pub(crate) use self::scope::{carried, changed};
pub use crate::current_context::AttachedContext;
