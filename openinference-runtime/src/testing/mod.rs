//! The testing kit: capture the spans of a piece of code, and of it alone, as a tree that serialises.
//!
//! ```
//! use openinference_runtime::{semconv::SpanKind, span, testing};
//!
//! let (answer, trace) = testing::capture_sync(|| span(SpanKind::Chain, "add").in_scope(|| 40 + 2));
//! assert_eq!(answer, 42);
//! assert_eq!(trace.roots[0].name, "add");
//! ```
//!
//! Spans are found by the OpenTelemetry Context, not by a global: captures run side by side, also in tasks and
//! threads that the Context is carried into.

mod assert;
mod capture;
mod check;
mod collector;
mod deterministic;
mod diff;
mod fault;
mod find;
mod map;
mod outcome;
mod outline;
mod pattern;
mod record;
mod replay;
mod selector;
mod staging;
mod trace;
mod traced;
mod tree;
mod typed;
mod view;

#[cfg(feature = "macros")]
#[doc(inline)]
pub use crate::traced_test;
#[doc(inline)]
pub use crate::{assert_span, assert_trace};
#[doc(hidden)]
pub use assert::{SpanCheck, assert_shape};
pub use capture::{Capture, CaptureGuard, Recording, capture, capture_sync};
pub use check::{
    Allow, Checker, Finding, InvalidPattern, Report, Rule, SECRET_PATTERNS, SecretPattern, Severity,
    UnknownRule,
};
pub use deterministic::{Clock, DeterministicTime, ManualClock, SequentialIds, StepClock};
pub use diff::{Change, Diff, FieldChange};
pub use fault::{Fault, FaultKind};
pub use map::AttributeMap;
pub use pattern::Pattern;
pub use record::{EventRecord, Position, Source, SpanRecord};
pub use replay::ReplayError;
pub use selector::{IntoSelector, Selector, SelectorError};
pub use staging::ConformanceProcessor;
pub use trace::{Event, LinkTo, Node, Outcome, Recorded, RecordedAt, Timing, Trace};
#[doc(hidden)]
pub use traced::TracedTest;
pub use typed::{EmbeddingSpan, LlmSpan, Payload, RerankerSpan, SpanError, ToolSpan};
pub use view::View;
