//! The macro `assert_trace!`.

use super::lines::diff_lines;
use super::shape;
use crate::testing::trace::Trace;

/// Asserts the shape of a whole trace: kinds and names as an outline ([`Trace::outline`](crate::testing::Trace::outline)),
/// indented as the tree is. The message shows what is missing and what is too much.
///
/// - `*` in a name stands for any text: `TOOL get_*`.
/// - A line `...` stands for any number of spans (with all below them) at its place.
/// - A line without `(error)` asks for a span that did not fail; `(error)` for any error, `(error: late)` for one whose
///   text is that, with `*` for any text.
///
/// ```
/// use openinference_runtime::{semconv::SpanKind, span, testing};
/// use openinference_runtime::testing::assert_trace;
///
/// let (_, trace) = testing::capture_sync(|| {
///     span(SpanKind::Agent, "answer").in_scope(|| span(SpanKind::Tool, "look_up").in_scope(|| ()))
/// });
/// assert_trace!(trace, "
///     AGENT answer
///       TOOL look_*
/// ");
/// ```
#[macro_export]
macro_rules! assert_trace {
    ($trace:expr, $shape:expr $(,)?) => {
        $crate::testing::assert_shape(&$trace, ::core::convert::AsRef::<str>::as_ref(&$shape))
    };
}

/// What [`assert_trace!`](crate::assert_trace) calls.
///
/// # Panics
/// When the trace is not of that shape, or the shape cannot be read.
#[track_caller]
#[doc(hidden)]
pub fn assert_shape(trace: &Trace, expected: &str) {
    let shape = match shape::parse(expected) {
        Ok(shape) => shape,
        Err(problem) => panic!("the expected shape cannot be read: {problem}"),
    };
    if !shape::matches(&shape, &trace.roots) {
        let difference = diff_lines(&shape::write(&shape), &trace.outline(), shape::is_same_line);
        panic!("the trace is not of the expected shape (-: missing, +: not expected)\n\n{difference}");
    }
}
