//! E59: the runtime under another path. That a dependency may be renamed is a test of crates of their own.

use openinference_checklist::{call, call_sync, spanned_from};

pub mod a {
    pub mod b {
        pub use ::openinference_runtime::{self as runtime, agent_span, tool_span};
    }
}

#[test]
fn an_absolute_path() {
    #[openinference_runtime::tool_span(crate = ::openinference_runtime)]
    async fn f(a: u8) -> Result<u8, String> {
        Ok(a)
    }
    assert_eq!(call(f(1)), Ok(1));
}

#[test]
fn a_runtime_that_is_exported_again() {
    #[crate::hygiene::crate_path::a::b::tool_span(crate = crate::hygiene::crate_path::a::b::runtime)]
    fn f(a: u8) -> u8 {
        a
    }
    assert_eq!(call_sync(|| f(1)), 1);
}

#[test]
fn the_crate_of_a_macro() {
    macro_rules! make {
        ($name:ident) => {
            #[$crate::hygiene::crate_path::a::b::agent_span(crate = $crate::hygiene::crate_path::a::b::runtime)]
            fn $name(a: u8) -> impl std::future::Future<Output = u8> {
                async move { a }
            }
        };
    }
    make!(f);
    assert_eq!(spanned_from(|| f(1)).0, 1);
}

#[test]
fn of_an_impl_block() {
    struct Tool;
    #[openinference_runtime::tool_span(crate = crate::hygiene::crate_path::a::b::runtime)]
    impl Tool {
        fn f(&self, a: u8) -> u8 {
            a
        }
    }
    assert_eq!(call_sync(|| Tool.f(1)), 1);
}
