//! Mistakes. The compiler's view of the mistakes is in `ui-tests`.

use openinference_semconv::fields::Derive;
use proc_macro2::TokenStream;

/// The messages for a type.
fn mistakes(derive: Derive, item: &str) -> Vec<String> {
    let item: TokenStream = item.parse().unwrap();
    let expanded = super::expand(derive, item).to_string();
    let parts = expanded.split(":: core :: compile_error ! { ").skip(1);
    let messages = parts.map(|part| {
        let text = part.trim().trim_end_matches('}').trim();
        syn::parse_str::<syn::LitStr>(text).map_or_else(|_| text.to_owned(), |text| text.value())
    });
    messages.collect()
}

macro_rules! mistakes {
    ($($name:ident: $derive:ident $item:literal => [$($expected:literal),* $(,)?];)*) => {$(
        #[test]
        fn $name() {
            let messages = mistakes(Derive::$derive, $item);
            let expected: &[&str] = &[$($expected),*];
            assert_eq!(messages.len(), expected.len(), "{messages:#?}");
            for (message, expected) in messages.iter().zip(expected) {
                assert!(message.contains(expected), "{message}\ndoes not contain\n{expected}");
            }
        }
    )*};
}

mistakes! {
    a_misspelt_key: LlmRequest "struct A { #[oi(modle)] a: u8 }" => ["`LlmRequest` has no key `modle`; did you mean `model`?"];
    a_key_of_another_derive: LlmRequest "struct A { #[oi(score)] a: u8 }" => ["no key `score`: it is one of `Document`"];
    an_unknown_key: Document "struct A { #[oi(qqqqqq)] a: u8 }" => ["`Document` has no key `qqqqqq`; the keys are `content`"];
    the_same_twice: LlmResponse "struct A { #[oi(content)] a: u8, #[oi(content)] b: u8 }"
        => ["`content` is said of the field `a` already"];
    the_same_twice_of_one_field: LlmResponse "struct A { #[oi(content)] #[oi(content)] a: u8 }" => ["`content` is said twice"];
    members_without_names: Document "struct A(#[oi(metadata)] u8, #[oi(metadata)] u8, #[oi(content)] u8);"
        => ["with a name, as in `metadata = \"1\"`, each is a member of it"];
    a_member_twice: Document "struct A { #[oi(metadata = \"p\")] a: u8, #[oi(metadata = \"p\")] b: u8 }"
        => ["`metadata = \"p\"` is said of the field `a` already"];
    an_attribute_twice: Document "struct A { #[oi(content, attribute = \"p\")] a: u8, #[oi(attribute = \"p\")] b: u8 }"
        => ["`attribute = \"p\"` is said of the field `a` already"];
    an_empty_member: Document "struct A { #[oi(metadata = \" \")] a: u8 }" => ["the name is empty"];
    a_name_for_what_has_no_parts: Document "struct A { #[oi(content = \"body\")] a: u8 }" => ["`content` has no parts"];
    a_value_that_is_no_function: Document "struct A { #[oi(score = 1)] a: u8 }" => ["expected a closure or the path of a function: `score"];
    a_value_that_is_no_member: Document "struct A { #[oi(metadata = 1)] a: u8 }" => ["or the name of a member in quotes"];
    a_list_and_its_member: Document "struct A { #[oi(documents)] a: u8, #[oi(content)] b: u8 }"
        => ["`documents` is said of a list, and `content` of one of its members"];
    nothing_said: Embedding "struct A { a: u8 }" => ["`Embedding` reads nothing of `A`: say of a field what it is, as in `#[oi(text)]`"];
    nothing_in_the_attribute: Embedding "struct A { #[oi] a: u8, #[oi()] b: u8, #[oi = \"text\"] c: u8 }"
        => ["expected what the field is", "expected what the field is", "expected what the field is"];
    a_key_in_quotes: Embedding "struct A { #[oi(\"text\")] a: u8 }" => ["expected what the field is: `text`"];
    a_key_of_a_field_on_the_type: Embedding "#[oi(text)] struct A { #[oi(text)] a: u8 }" => ["write `#[oi(text)]` on it"];
    an_unknown_key_on_the_type: Embedding "#[oi(crat = ::a)] struct A { #[oi(text)] a: u8 }" => ["did you mean `crate`?"];
    a_relative_path: Embedding "#[oi(crate = a)] struct A { #[oi(text)] a: u8 }" => ["a relative path means something else"];
    a_path_twice: Embedding "#[oi(crate = ::a, crate = ::a)] struct A { #[oi(text)] a: u8 }" => ["`crate` is given twice"];
    a_bound_without_parentheses: Embedding "#[oi(bound = \"T: A\")] struct A<T> { #[oi(text)] a: T }" => ["expected `bound(T: Trait)`"];
    a_key_on_a_variant: LlmChunk "enum A { #[oi(content)] B(#[oi(content)] u8) }" => ["belongs on a field: write it on what the variant `B` holds"];
    a_union: Document "union A { #[oi(content)] a: u8 }" => ["of which a union has none that are sure to be there"];
    a_wrong_attribute: LlmRequest "struct A { #[oi(attribute = \"llm.modle_name\")] a: u8 }" => ["did you mean `llm.model_name`?"];
    an_attribute_without_key: LlmRequest "struct A { #[oi(attribute)] a: u8 }" => ["expected `attribute = \"attribute.key\"`"];
    an_attribute_that_is_no_text: LlmRequest "struct A { #[oi(attribute = a)] a: u8 }" => ["expected the attribute's key as a string"];
    all_mistakes_at_once: LlmRequest "struct A { #[oi(modle)] a: u8, #[oi(mesages)] b: u8 }" => ["`model`", "`messages`"];
}

#[test]
fn variants_may_say_the_same() {
    assert_eq!(
        mistakes(Derive::LlmChunk, "enum A { B(#[oi(content)] u8), C(#[oi(content)] u8), D }"),
        [""; 0]
    );
}
