//! Comparing two traces.

use super::change::{Change, Diff};
use super::pair;
use crate::testing::trace::Trace;

impl Trace {
    /// What is different in `new`.
    ///
    /// ```
    /// use openinference_runtime::{semconv::SpanKind, span, testing};
    ///
    /// let run = |city: &str| {
    ///     testing::capture_sync(|| span(SpanKind::Tool, "look_up").input(city).in_scope(|| ())).1
    /// };
    /// let diff = run("Rome").diff(&run("Oslo"));
    /// assert_eq!(diff.to_string(), "~ TOOL look_up\n    input.value: \"Rome\" -> \"Oslo\"\n");
    /// assert!(run("Rome").diff(&run("Rome")).is_empty());
    /// ```
    #[must_use]
    pub fn diff(&self, new: &Self) -> Diff {
        let mut changes = Vec::new();
        let fields = pair::trace_fields(self, new);
        if !fields.is_empty() {
            changes.push(Change::Trace { fields });
        }
        pair::compare(self, new, &mut changes);
        Diff { changes }
    }

    /// Asserts that nothing but times and ids is different from `earlier`.
    ///
    /// # Panics
    /// When something is; the message shows it.
    #[track_caller]
    pub fn assert_same_as(&self, earlier: &Self) {
        let diff = earlier.diff(self);
        assert!(
            diff.is_empty(),
            "the trace is not what it was (-: gone, +: new, >: moved, ~: changed)\n\n{diff}\nthe trace:\n{self}"
        );
    }
}
