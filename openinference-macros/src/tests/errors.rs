//! Mistakes: what is said, where, and that the function survives. The compiler's view of them is in `ui-tests`.

use proc_macro2::TokenStream;
use quote::quote;

use super::kind;
use crate::expand::Spans;
use crate::kind::Kind;

/// The messages, and what is left of the item.
fn mistakes(kind: Kind, arguments: &str, item: &str) -> (Vec<String>, String) {
    let arguments: TokenStream = arguments.parse().unwrap();
    let item: TokenStream = item.parse().unwrap();
    let expanded = crate::annotate::annotate(kind, Spans::Made, arguments, item).to_string();
    let mut parts = expanded.split(":: core :: compile_error ! { ");
    let rest = parts.next().unwrap_or_default().trim().to_owned();
    let messages = parts.map(|part| {
        let text = part.trim().trim_end_matches('}').trim();
        syn::parse_str::<syn::LitStr>(text).map_or_else(|_| text.to_owned(), |text| text.value())
    });
    (messages.collect(), rest)
}

/// Asserts the messages for arguments on `fn f(a: u8, b: &str) -> Result<String, E>`, which survives.
#[track_caller]
fn assert_mistakes(kind: Kind, arguments: &str, expected: &[&str]) {
    let item = "async fn f (a : u8 , b : & str) -> Result < String , E > { todo ! () }";
    let (messages, rest) = mistakes(kind, arguments, item);
    assert_eq!(rest, item);
    assert_eq!(messages.len(), expected.len(), "{messages:#?}");
    for (message, expected) in messages.iter().zip(expected) {
        assert!(message.contains(expected), "{message}\ndoes not contain\n{expected}");
    }
}

macro_rules! mistakes {
    ($($name:ident: $kind:ident($arguments:literal) => [$($expected:literal),* $(,)?];)*) => {$(
        #[test]
        fn $name() {
            assert_mistakes(kind(stringify!($kind)), $arguments, &[$($expected),*]);
        }
    )*};
}

mistakes! {
    a_misspelt_key: TOOL("nmae = \"x\"") => ["`tool_span` has no key `nmae`; did you mean `name`?"];
    a_key_of_other_kinds: TOOL("model = \"x\"") => ["one of `llm_span`, `embedding_span`, `reranker_span`"];
    a_key_without_value: TOOL("name") => ["`name` needs a value: write `name = <expression>`"];
    a_key_with_equals_and_nothing: TOOL("name = , skip_all") => ["`name` needs a value"];
    a_flag_with_value: TOOL("skip_all = true") => ["`skip_all` takes no value"];
    a_list_without_parentheses: TOOL("skip = a") => ["write `skip(parameter, ..)`"];
    a_list_in_wrong_brackets: TOOL("skip[a]") => ["write `skip(parameter, ..)`"];
    an_empty_list: TOOL("skip()") => ["nothing in the list"];
    a_key_twice: TOOL("name = \"a\", name = \"b\"") => ["`name` is given twice"];
    a_list_twice: TOOL("skip(a), skip(b)") => ["`skip` is given twice: write one list"];
    a_missing_comma: TOOL("name = \"a\" skip_all") => ["expected `,`"];
    no_key: TOOL("\"name\"") => ["expected a key of `tool_span`: `name`"];
    an_unknown_word: TOOL("otel_kind = clien") => ["did you mean `client`?"];
    a_word_in_quotes: TOOL("cancelled = \"unset\"") => ["expected one of the words `error`, `unset`, without quotes"];
    a_relative_path: TOOL("crate = telemetry") => ["a relative path means something else in every module"];
    a_path_in_quotes: TOOL("crate = \"telemetry\"") => ["write the path without quotes: `crate = ::telemetry`"];
    an_empty_name: TOOL("name = \"\"") => ["`name` is empty"];
    an_unknown_parameter: TOOL("skip(context)") => ["there is no parameter `context`; there is `a`, `b`"];
    a_misspelt_parameter: TOOL("skip(B)") => ["did you mean `b`?"];
    the_receiver_skipped: TOOL("skip(self)") => ["`self` is never recorded"];
    a_parameter_twice: TOOL("skip(a, a)") => ["`a` is named twice"];
    skip_beside_skip_all: TOOL("skip_all, skip(a)") => ["`skip_all` skips every parameter"];
    a_reserved_key: LLM("attributes(\"llm.model\" = \"x\")") => ["did you mean `llm.model_name`?"];
    a_reserved_key_of_the_result: LLM("on_result(|r| \"llm.tokens_in\" = r)") => ["did you mean `llm.token_count.prompt`?"];
    a_key_of_an_item: LLM("attributes(\"message.role\" = \"user\")") => ["as in `llm.input_messages.0.message.role`"];
    a_list_of_objects: LLM("attributes(\"llm.input_messages\" = a)") => ["is a list of objects"];
    the_kind: LLM("attributes(\"openinference.span.kind\" = \"TOOL\")") => ["the macro says the kind"];
    an_attribute_twice: LLM("model = b, attributes(\"llm.model_name\" = b)") => ["`model` sets it already"];
    an_attribute_twice_in_the_list: LLM("attributes(\"x\" = 1, \"x\" = 2)") => ["the attribute `x` is said twice"];
    a_string_for_an_integer: RERANKER("top_k = \"5\"") => ["expected a value of type integer, found a string: write `5` without quotes"];
    an_integer_for_a_string: LLM("model = 4") => ["expected a value of type string, found an integer: write `\"4\"`"];
    a_string_for_a_list: LLM("tags = \"a\"") => ["write `[\"a\"]`"];
    a_text_for_json: LLM("metadata = \"a\"") => ["this string is no JSON object"];
    an_integer_for_a_float: LLM("attributes(\"llm.cost.total\" = 1)") => ["write `1.0`"];
    a_closure_for_a_value: LLM("session = |a| a") => ["a closure is no value"];
    a_value_for_a_closure: LLM("error_if = true") => ["expected a closure or the path of a function"];
    a_key_that_is_no_string: LLM("attributes(user = 1)") => ["expected the attribute's key as a string"];
    on_result_without_bars: LLM("on_result(\"a\" = 1)") => ["expected the result's name between bars"];
    output_beside_skip_output: LLM("output = |r| r, skip_output") => ["`output` says what is recorded"];
    all_at_once: LLM("nmae = 1, model = 4, skip(c), attributes(\"llm.model\" = 1), cancelled = never") => [
        "did you mean `name`?",
        "`cancelled` is not `never`",
        "there is no parameter `c`",
        "expected a value of type string",
        "did you mean `llm.model_name`?",
    ];
}

#[test]
fn helper_attributes_are_taken_off_beside_a_mistake() {
    let (messages, rest) = mistakes(kind("TOOL"), "nmae = 1", "fn f (# [span (skip)] a : u8) { }");
    assert_eq!(messages.len(), 1);
    assert_eq!(rest, "fn f (a : u8) { }");
}

/// Asserts the one message for an item with the attribute; the item survives.
#[track_caller]
fn assert_survives(item: &str, what: &str) {
    let (messages, rest) = mistakes(kind("TOOL"), "", item);
    assert_eq!(rest, item.trim_start_matches("# [span (skip)] "));
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert!(messages[0].contains(what), "{messages:?}");
}

macro_rules! survivors {
    ($($name:ident: $item:literal => $what:literal;)*) => {$(
        #[test]
        fn $name() {
            assert_survives($item, $what);
        }
    )*};
}

survivors! {
    a_structure_is_no_function: "struct S ;" => "not on `struct`";
    a_module_is_no_function: "pub mod m { }" => "not on `mod`";
    a_trait_is_no_function: "trait T { fn f (& self) { } }" => "a trait runs no code";
    a_constant_is_no_function: "const C : u8 = 1 ;" => "not on `const`";
    an_async_generator_cannot_be_followed: "async gen fn f () { }" => "cannot follow a generator";
    a_const_function_has_no_span: "const fn f () { }" => "may run at compile time";
    a_declaration_has_no_span: "fn f () ;" => "without a body";
    a_foreign_declaration_has_no_span: "safe fn f () ;" => "without a body";
    a_variadic_function_has_no_span: "unsafe extern \"C\" fn f (a : u8 , ...) { }" => "C-variadic";
    two_attributes_of_ours: "# [llm_span] fn f () { }" => "one function, one span";
    a_helper_on_the_function: "# [span (skip)] fn f () { }" => "belongs on a parameter";
}

/// What is expanded compiles as far as we know: there is no message, and the words are there.
#[track_caller]
fn assert_expands(item: &str, words: &str) {
    let (messages, rest) = mistakes(kind("TOOL"), "", item);
    assert_eq!(messages, Vec::<String>::new());
    assert!(rest.contains(words), "{rest}");
}

macro_rules! expands {
    ($($name:ident: $item:literal => $words:literal;)*) => {$(
        #[test]
        fn $name() {
            assert_expands($item, $words);
        }
    )*};
}

expands! {
    a_body_that_ends_in_a_dot: "fn f (a : A) { a . }" => "a .";
    a_body_with_an_unfinished_if: "async fn f (a : A) { if 1 }" => "if 1";
    a_body_with_an_unfinished_let: "fn f (a : A) { let b = }" => "let b =";
    a_body_with_an_unfinished_call: "fn f (a : A) { a . method (1 , ) }" => "a . method (1 ,)";
    a_body_with_a_stray_operator: "fn f (a : A) { a + ; }" => "a + ;";
    a_body_in_a_syntax_to_come: "fn f (a : A) { a . become ! later <- soon @ 3 ; yeet 4 }" => "become ! later <- soon @ 3";
    a_default_function_of_specialisation: "default async fn f (& self , a : u8) -> u8 { a }" => "default async fn f";
}

#[test]
fn keys_without_effect_are_mistakes() {
    for (arguments, item, what) in [
        ("skip_all", "fn f () { }", "no parameters to skip"),
        ("skip_output", "fn f () { }", "returns nothing"),
        ("output = |r| r", "fn f () -> ! { }", "never returns"),
        ("error_if = |e| true", "fn f () -> u8 { }", "no `Result`"),
        ("cancelled = unset", "fn f () -> u8 { }", "not async"),
        ("stream", "fn f () -> impl Future < Output = u8 > { }", "returns a future"),
        ("stream", "fn f () { }", "returns nothing"),
        ("", "fn f (# [span (skip)] _ : u8) { }", "names nothing"),
        ("", "fn f (# [span (attribute = \"a\")] (a , b) : (u8 , u8)) { }", "has no value of its own"),
        ("", "fn f (# [span (skip, redact)] a : u8) { }", "nothing to redact"),
        ("", "fn f (# [span (redact, attribute = \"a\")] a : u8) { }", "is not read"),
        ("", "fn f (# [span (skp)] a : u8) { }", "did you mean `skip`?"),
        ("", "fn f (# [span] a : u8) { }", "expected `#[span(skip)]`"),
        ("", "fn f (# [span (skip)] & self) { }", "never recorded"),
        ("skip(a)", "fn f (# [span (skip)] a : u8) { }", "skips it already"),
    ] {
        let (messages, _) = mistakes(kind("TOOL"), arguments, item);
        assert_eq!(messages.len(), 1, "{item}: {messages:?}");
        assert!(messages[0].contains(what), "{messages:?}");
    }
}

#[test]
fn an_impl_blocks_mistakes_show_once_and_its_helpers_are_taken_off() {
    let (messages, rest) = mistakes(
        kind("TOOL"),
        "name = \"x\", session = 5",
        "impl T { # [span (skip)] fn a (& self) { } fn b (& self) { } }",
    );
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(messages[0].contains("`name` says something of one function"), "{messages:?}");
    let annotated = "# [:: openinference_runtime :: tool_span (__openinference_impl ,)] fn b (& self) { }";
    assert_eq!(rest, format!("impl T {{ fn a (& self) {{ }} {annotated} }}"));
}

#[test]
fn the_table_has_every_key_that_the_expansion_asks_for() {
    // `Args::get` asserts it; this makes it run through all of them.
    for kind in Kind::all() {
        let expanded = crate::annotate::annotate(
            kind,
            Spans::Made,
            TokenStream::new(),
            quote!(
                async fn f(a: u8) -> Result<u8, E> {}
            ),
        );
        assert!(!expanded.to_string().contains("compile_error"));
    }
}
