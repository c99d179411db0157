use proc_macro2::TokenStream;
use quote::quote;

use super::expand;

/// The texts of the `compile_error!`s, in order.
fn mistakes(arguments: TokenStream, item: TokenStream) -> Vec<String> {
    let file = syn::parse2::<syn::File>(expand(arguments, item)).expect("it is Rust");
    let macros = file.items.into_iter().filter_map(|item| match item {
        syn::Item::Macro(item) => Some(item.mac),
        _ => None,
    });
    macros.map(|call| call.parse_body::<syn::LitStr>().expect("a text").value()).collect()
}

fn pretty(arguments: TokenStream, item: TokenStream) -> String {
    prettyplease::unparse(&syn::parse2(expand(arguments, item)).expect("it is Rust"))
}

#[test]
fn a_test_with_a_recording() {
    insta::assert_snapshot!(
        pretty(
            quote!(check, allow(Orphan, OutlivesParent), deterministic, crate = ::facade::oi),
            quote! {
                #[tokio::test]
                #[should_panic]
                async fn answers(spans: Recording) -> Result<(), Error> {
                    #![allow(unused)]
                    answer().await?;
                    Ok(())
                }
            },
        ),
        @r"
    #[tokio::test]
    #[should_panic]
    async fn answers() -> Result<(), Error> {
        async fn answers(spans: Recording) -> Result<(), Error> {
            #![allow(unused)]
            answer().await?;
            Ok(())
        }
        ::facade::oi::testing::TracedTest::new()
            .deterministic()
            .check(
                ::facade::oi::testing::Checker::new()
                    .allow(::facade::oi::testing::Rule::Orphan)
                    .allow(::facade::oi::testing::Rule::OutlivesParent),
            )
            .run_async(answers)
            .await
    }
    "
    );
}

#[test]
fn a_test_without_parameter_or_attribute_is_a_test() {
    insta::assert_snapshot!(
        pretty(quote!(), quote! { fn answers() { answer(); } }),
        @r"
    #[::core::prelude::v1::test]
    fn answers() {
        fn answers() {
            answer();
        }
        ::openinference_runtime::testing::TracedTest::new().run(|_| answers())
    }
    "
    );
}

#[test]
fn each_mistake_is_named_and_the_function_survives() {
    let cases = [
        (
            quote!(chek),
            quote! { fn f() {} },
            "`chek` is no key of `traced_test`: `check`, `allow(..)`, `deterministic`, `crate = ..`",
        ),
        (quote!(check, check), quote! { fn f() {} }, "`check` is given twice"),
        (
            quote!(),
            quote! { async fn f() {} },
            "an async test needs a runtime: write `#[tokio::test]`, or that of another one, below `#[traced_test]`",
        ),
        (
            quote!(),
            quote! { fn f(a: Recording, b: u8) {} },
            "a traced test takes one argument at most: the `Recording` of its spans",
        ),
        (quote!(), quote! { fn f<T>() {} }, "a test has no generic parameters"),
        (quote!(), quote! { fn f(&self) {} }, "a test is no method"),
        (quote!(), quote! { fn f(); }, "a test has a body"),
    ];
    for (arguments, item, expected) in cases {
        assert_eq!(mistakes(arguments, item.clone()), [expected], "{item}");
    }
}
