//! Assertions whose messages show the tree.

mod lines;
mod shape;
mod span;

pub(super) use lines::diff_lines;
pub use span::SpanCheck;

use super::trace::Trace;

/// Asserts that exactly one span is meant by a [`Selector`](crate::testing::Selector), and what is true of it. Gives the
/// span. All conditions that do not hold are named at once, with the tree.
///
/// | condition | holds when |
/// | --- | --- |
/// | `kind == Tool` | the span is of that [`SpanKind`](crate::semconv::SpanKind) |
/// | `name == "get_weather"` | its name is that text |
/// | `status == ok` | its status is `ok`, `unset` or `error` |
/// | `error == "Timeout: late"` | its status is an error of that text |
/// | `input == "Rome"`, `output == "12 °C"` | `input.value` or `output.value` is that text |
/// | `"llm.model_name" == "gpt-4o"` | the attribute has that value: text, number, boolean, or a list of them |
/// | `"llm.model_name" != "gpt-4"` | it has another value, or none |
/// | `"input.value" contains "Rome"` | it is a text with that in it |
/// | `has "llm.system"`, `no "llm.system"` | it is there, it is not there |
/// | `\|span\| span.children.len() == 2` | the closure says so |
///
/// A key that is no literal stands in parentheses: `(LLM_MODEL_NAME) == "gpt-4o"`.
///
/// ```
/// use openinference_runtime::{semconv::SpanKind, span, testing};
/// use openinference_runtime::testing::assert_span;
///
/// let (_, trace) = testing::capture_sync(|| {
///     span(SpanKind::Tool, "get_weather").attribute("tool.name", "get_weather").in_scope(|| ())
/// });
/// let tool = assert_span!(trace, "get_weather", kind == Tool, "tool.name" == "get_weather", no "output.value");
/// assert_eq!(tool.id, 1);
/// ```
#[macro_export]
macro_rules! assert_span {
    ($trace:expr, $selector:expr $(, $($conditions:tt)*)?) => {
        match &$trace {
            trace => {
                #[allow(unused_mut, reason = "without conditions there is nothing to note")]
                let mut check = $crate::testing::SpanCheck::new(trace, $selector);
                $($crate::__assert_span!(check $($conditions)*);)?
                check.finish()
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __assert_span {
    ($check:ident) => {};
    ($check:ident , $($rest:tt)*) => { $crate::__assert_span!($check $($rest)*) };
    ($check:ident kind == $kind:ident $(, $($rest:tt)*)?) => {
        $check.kind($crate::semconv::SpanKind::$kind);
        $($crate::__assert_span!($check $($rest)*);)?
    };
    ($check:ident name == $name:expr $(, $($rest:tt)*)?) => {
        $check.name($name);
        $($crate::__assert_span!($check $($rest)*);)?
    };
    ($check:ident status == $status:ident $(, $($rest:tt)*)?) => {
        $check.status(::core::stringify!($status));
        $($crate::__assert_span!($check $($rest)*);)?
    };
    ($check:ident error == $error:expr $(, $($rest:tt)*)?) => {
        $check.error($error);
        $($crate::__assert_span!($check $($rest)*);)?
    };
    ($check:ident input == $value:expr $(, $($rest:tt)*)?) => {
        $check.equal("input.value", &$value);
        $($crate::__assert_span!($check $($rest)*);)?
    };
    ($check:ident output == $value:expr $(, $($rest:tt)*)?) => {
        $check.equal("output.value", &$value);
        $($crate::__assert_span!($check $($rest)*);)?
    };
    ($check:ident has $key:expr $(, $($rest:tt)*)?) => {
        $check.has($key);
        $($crate::__assert_span!($check $($rest)*);)?
    };
    ($check:ident no $key:expr $(, $($rest:tt)*)?) => {
        $check.has_not($key);
        $($crate::__assert_span!($check $($rest)*);)?
    };
    ($check:ident $key:literal == $value:expr $(, $($rest:tt)*)?) => {
        $check.equal($key, &$value);
        $($crate::__assert_span!($check $($rest)*);)?
    };
    ($check:ident ($key:expr) == $value:expr $(, $($rest:tt)*)?) => {
        $check.equal($key, &$value);
        $($crate::__assert_span!($check $($rest)*);)?
    };
    ($check:ident $key:literal != $value:expr $(, $($rest:tt)*)?) => {
        $check.differ($key, &$value);
        $($crate::__assert_span!($check $($rest)*);)?
    };
    ($check:ident ($key:expr) != $value:expr $(, $($rest:tt)*)?) => {
        $check.differ($key, &$value);
        $($crate::__assert_span!($check $($rest)*);)?
    };
    ($check:ident $key:literal contains $part:expr $(, $($rest:tt)*)?) => {
        $check.contains($key, $part);
        $($crate::__assert_span!($check $($rest)*);)?
    };
    ($check:ident ($key:expr) contains $part:expr $(, $($rest:tt)*)?) => {
        $check.contains($key, $part);
        $($crate::__assert_span!($check $($rest)*);)?
    };
    ($check:ident |$span:pat_param| $holds:expr $(, $($rest:tt)*)?) => {
        $check.holds(|$span| $holds, ::core::stringify!($holds));
        $($crate::__assert_span!($check $($rest)*);)?
    };
}

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

#[cfg(test)]
mod tests;
