//! The testing kit (feature `testing`): capture the spans of a piece of code, and of it alone; look at them, compare them,
//! check them.
//!
//! ```
//! use openinference_runtime::testing::{assert_span, assert_trace, capture_sync};
//! use openinference_runtime::{agent_span, tool_span};
//!
//! /// The price of something, in coins.
//! #[tool_span]
//! fn price(of: &str) -> usize {
//!     of.len()
//! }
//!
//! #[agent_span]
//! fn shopper(list: &[&str]) -> usize {
//!     list.iter().map(|of| price(of)).sum()
//! }
//!
//! let (coins, trace) = capture_sync(|| shopper(&["tea", "milk"]));
//! assert_eq!(coins, 7);
//!
//! // The shape of the whole, one span, and everything that the conventions ask for.
//! assert_trace!(trace, "
//!     AGENT shopper
//!       TOOL price
//!       TOOL price
//! ");
//! assert_span!(trace, "agent > tool[1]", status == ok, input == r#"{"of":"milk"}"#, output == "4");
//! trace.assert_conforms();
//! ```
//!
//! # What there is
//!
//! - **Capture**: [`capture`] for futures, [`capture_sync`] for closures, [`Capture`] with settings and as a guard,
//!   [`#[traced_test]`](crate::traced_test) for whole tests. Spans are found by the OpenTelemetry Context and not by a global, so
//!   that tests run side by side; tasks and threads belong to the test whose Context they
//!   [carry](crate::carry).
//! - **[`Trace`]**: a tree in a stable order, without ids and times, for `insta` as YAML, JSON or text. [`View`] leaves out,
//!   replaces, rounds and filters; [`Selector`] names spans by path.
//! - **Typed access**: [`Node::llm`], [`Node::tool`], [`Node::documents`], [`Node::error`] ... give the values of
//!   [`value`](crate::value), so that tests spell no keys.
//! - **Conformance**: [`Trace::check`] by [`Rule`], with stable codes; [`ConformanceProcessor`] for staging; the command
//!   `openinference-check` for files.
//! - **Replay**: [`Trace::save`] and [`Trace::load`] keep traces, [`Trace::diff`] says what appeared, vanished, moved, changed.
//! - **Deterministic mode**: [`SequentialIds`] and [`DeterministicTime`], with or without a capture.
//! - **Compile tests** (feature `compile-fail`): `CompileTests` holds a team's own annotations to the rules.
//!
//! `docs/testing.md` in the repository has a workflow for CI.

mod assert;
mod canaries;
mod capture;
mod check;
mod collector;
#[cfg(feature = "compile-fail")]
mod compile;
mod deterministic;
mod diff;
mod find;
mod map;
mod outline;
mod pattern;
mod record;
mod replay;
mod selector;
mod source;
mod span_status;
mod staging;
mod trace;
mod traced;
mod tree;
mod tree_error;
mod typed;
mod view;

#[cfg(feature = "macros")]
#[doc(inline)]
pub use crate::traced_test;
#[doc(inline)]
pub use crate::{assert_span, assert_trace};
#[doc(hidden)]
pub use assert::{SpanCheck, assert_shape};
pub use canaries::{Canaries, Leak};
pub use capture::{Capture, CaptureGuard, Recording, capture, capture_sync};
pub use check::{
    Allow, Checker, Finding, InvalidPattern, Report, Rule, SECRET_PATTERNS, SecretPattern, Severity,
    UnknownRule,
};
#[cfg(feature = "compile-fail")]
pub use compile::CompileTests;
pub use deterministic::{Clock, DeterministicTime, ManualClock, SequentialIds, StepClock};
pub use diff::{Change, Diff, FieldChange};
pub use map::AttributeMap;
pub use pattern::Pattern;
pub use record::{EventRecord, SpanRecord};
pub use replay::ReplayError;
pub use selector::{IntoSelector, Selector, SelectorError};
pub use source::{Position, Source};
pub use staging::ConformanceProcessor;
pub use trace::{Event, LinkTo, Node, PerRun, RecordedAt, SpanStatus, Timing, Trace};
#[doc(hidden)]
pub use traced::TracedTest;
pub use tree_error::{TreeError, TreeErrorKind};
pub use typed::{EmbeddingSpan, LlmSpan, Payload, RerankerSpan, SpanError, ToolSpan};
pub use view::View;
