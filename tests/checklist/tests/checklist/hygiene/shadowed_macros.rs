//! E52: macros of the user's that are called like those of the standard library.

use openinference_checklist::{call, call_sync};

/// Beside a macro of a name, functions with all that an expansion may say.
macro_rules! shadowed {
    ($dollar:tt $($test:ident: $macro:ident;)*) => {$(
        mod $test {
            #[allow(unused_macros, reason = "nobody shall use it")]
            macro_rules! $macro {
                ($dollar ($dollar tokens:tt)*) => {
                    compile_error! { "generated code means the standard library's" }
                };
            }

            use ::openinference_runtime::{chain_span, tool_span};

            /// First.
            ///
            #[doc = "Second."]
            #[tool_span(name = a.to_string(), attributes("n" = a), error_if = |_e| true)]
            pub async fn later(a: u8) -> Result<u8, u8> {
                Ok(a)
            }

            #[chain_span(on_result(|r| "r" = *r))]
            pub fn sync(a: u8) -> u8 {
                a
            }
        }

        #[test]
        fn $test() {
            assert!(call($test::later(1)).is_ok());
            assert_eq!(call_sync(|| $test::sync(1)), 1);
        }
    )*};
}

shadowed! { $
    a_macro_format: format;
    a_macro_vec: vec;
    a_macro_concat: concat;
    a_macro_panic: panic;
    a_macro_module_path: module_path;
    a_macro_stringify: stringify;
    a_macro_matches: matches;
    a_macro_line: line;
    a_macro_file: file;
}
