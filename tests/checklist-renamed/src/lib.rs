//! A macro that brings the runtime along, for crates that do not know it at all.

pub use telemetry;

/// A function with a span.
#[macro_export]
macro_rules! traced {
    ($name:ident($argument:ident: $type:ty) -> $output:ty $body:block) => {
        #[$crate::telemetry::tool_span(crate = $crate::telemetry)]
        fn $name($argument: $type) -> $output $body
    };
}
