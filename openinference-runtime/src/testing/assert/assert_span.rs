//! The macro `assert_span!`.

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
