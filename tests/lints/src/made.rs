//! Functions that a macro of the user's makes.

macro_rules! make {
    ($(#[$meta:meta])* $name:ident, $later:ident, $argument:ident, $body:expr) => {
        $(#[$meta])*
        #[must_use]
        #[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
        pub fn $name($argument: u8) -> u8 {
            $body
        }

        $(#[$meta])*
        #[cfg_attr(feature = "annotated", openinference_runtime::tool_span(name = $argument.to_string()))]
        pub async fn $later($argument: u8) -> u8 {
            core::future::ready(()).await;
            $body
        }
    };
}

make!(
    /// Adds.
    add, add_later, number, number.wrapping_add(1)
);

macro_rules! make_untidy {
    ($name:ident, $argument:ident) => {
        #[cfg_attr(feature = "annotated", openinference_runtime::tool_span)]
        fn $name($argument: u8) -> u8 {
            let unused = $argument;
            return $argument;
        }
    };
}

make_untidy!(untidy, number);
