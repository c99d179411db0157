//! E52: types, traits, variants and functions of the user's that are called like those of the prelude.

use openinference_checklist::{call, call_sync, spanned_from};

/// Beside an item of a name, everything that an expansion may be. Types are written with their paths.
macro_rules! shadowed {
    ($($test:ident: $item:item)*) => {$(
        mod $test {
            #[allow(dead_code, non_camel_case_types, reason = "it only has to be there")]
            $item

            use ::openinference_runtime::{agent_span, chain_span, llm_span, tool_span};

            /// Documentation.
            #[tool_span(name = "n", attributes("n" = a), error_if = |_e| true, session = "s")]
            pub async fn later(a: ::std::primitive::u8) -> ::std::result::Result<::std::primitive::u8, ::std::primitive::u8> {
                ::std::result::Result::Ok(a)
            }

            #[chain_span(on_result(|r| "r" = *r), output = |r| *r)]
            pub fn sync(a: ::std::primitive::u8) -> ::std::primitive::u8 {
                a
            }

            #[agent_span]
            pub fn future(a: ::std::primitive::u8) -> impl ::std::future::Future<Output = ::std::primitive::u8> {
                async move { a }
            }

            #[llm_span]
            pub async fn stream(
                a: ::std::primitive::u8,
            ) -> ::std::result::Result<impl ::futures_util::Stream<Item = ::std::primitive::u8>, ::std::primitive::u8> {
                ::std::result::Result::Ok(::futures_util::stream::iter([a]))
            }

            #[chain_span]
            pub fn boxed(
                a: ::std::primitive::u8,
            ) -> ::std::pin::Pin<::std::boxed::Box<dyn ::std::future::Future<Output = ::std::primitive::u8>>> {
                ::std::boxed::Box::pin(async move { a })
            }

            #[chain_span]
            pub async fn unit() {}

            #[chain_span]
            pub async fn never(a: ::std::primitive::u8) -> ! {
                ::std::panic!("{}", a)
            }

            pub struct Tool;

            #[tool_span]
            impl Tool {
                pub fn method(&self, a: ::std::primitive::u8) -> ::std::primitive::u8 {
                    a
                }
            }
        }

        #[test]
        fn $test() {
            assert!(call($test::later(1)).is_ok());
            assert_eq!(call_sync(|| $test::sync(1)), 1);
            assert_eq!(spanned_from(|| $test::future(1)).0, 1);
            assert!(call(async { $test::stream(1).await.is_ok() }));
            assert_eq!(spanned_from(|| $test::boxed(1)).0, 1);
            call($test::unit());
            drop($test::never(1));
            assert_eq!(call_sync(|| $test::Tool.method(1)), 1);
        }
    )*};
}

shadowed! {
    a_type_ok: pub struct Ok(pub ());
    a_type_err: pub struct Err(pub ());
    a_type_some: pub struct Some(pub ());
    a_type_none: pub struct None;
    a_type_result: pub struct Result;
    a_type_option: pub struct Option;
    a_type_box: pub struct Box;
    a_type_string: pub struct String;
    a_type_vec: pub struct Vec;
    a_type_u8: pub struct u8;
    a_type_str: pub struct str;
    a_type_bool: pub struct bool;
    a_type_usize: pub struct usize;
    a_trait_future: pub trait Future {}
    a_trait_into: pub trait Into {}
    a_trait_from: pub trait From {}
    a_trait_clone: pub trait Clone {}
    a_trait_send: pub trait Send {}
    a_trait_fn_once: pub trait FnOnce {}
    a_function_drop: pub fn drop() {}
}
