//! E51: modules of the user's that are called like the crates that generated code names.

/// In a module of this name, everything that an expansion may be.
macro_rules! shadowed {
    ($($test:ident: $module:ident;)*) => {$(
        mod $test {
            #[allow(unused, reason = "it only has to be there")]
            mod $module {}

            use ::openinference_runtime::{agent_span, chain_span, llm_span, tool_span};

            /// Documentation.
            #[tool_span(name = a, attributes("n" = 1), error_if = |e| e.is_empty())]
            async fn later(a: &str) -> Result<u8, String> {
                Err(a.to_owned())
            }

            #[chain_span(on_result(|r| "r" = *r))]
            fn sync(a: u8) -> u8 {
                a
            }

            #[agent_span]
            fn future(a: u8) -> impl ::std::future::Future<Output = u8> {
                async move { a }
            }

            #[llm_span]
            fn stream(a: u8) -> impl futures_util::Stream<Item = u8> {
                futures_util::stream::iter([a])
            }

            struct Tool;

            #[tool_span]
            impl Tool {
                fn method(&self, a: u8) -> u8 {
                    a
                }
            }

            pub fn all() {
                use ::openinference_checklist::{call, call_sync, spanned_from};
                assert!(call(later("a")).is_err());
                assert_eq!(call_sync(|| sync(1)), 1);
                assert_eq!(spanned_from(|| future(1)).0, 1);
                call_sync(|| drop(stream(1)));
                assert_eq!(call_sync(|| Tool.method(1)), 1);
            }

        }

        #[test]
        fn $test() {
            $test::all();
        }
    )*};
}

shadowed! {
    a_module_std: std;
    a_module_core: core;
    a_module_alloc: alloc;
    a_module_tracing: tracing;
    a_module_opentelemetry: opentelemetry;
    a_module_openinference_runtime: openinference_runtime;
    a_module_serde: serde;
}
