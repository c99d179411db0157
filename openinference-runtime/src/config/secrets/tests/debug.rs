use std::collections::BTreeMap;
use std::fmt;

use proptest::prelude::*;

use super::Secrets;

fn redacted(text: &str) -> String {
    Secrets::default().debug(text).into_owned()
}

#[derive(Debug)]
#[allow(dead_code, reason = "read by `Debug` alone")]
struct Client {
    url: &'static str,
    api_key: Option<&'static str>,
    max_tokens: u8,
    password: (&'static str, Vec<u8>),
    headers: BTreeMap<&'static str, &'static str>,
}

fn client() -> Client {
    Client {
        url: "https://x",
        api_key: Some("sk-\"}, { \\"),
        max_tokens: 7,
        password: ("a, b", vec![1, 2]),
        headers: BTreeMap::from([("accept", "*/*"), ("authorization", "Bearer x")]),
    }
}

#[test]
fn fields_and_keys_that_name_a_secret_are_redacted() {
    assert_eq!(
        redacted(&format!("{:?}", client())),
        r#"Client { url: "https://x", api_key: __REDACTED__, max_tokens: 7, password: __REDACTED__, headers: {"accept": "*/*", "authorization": "__REDACTED__"} }"#
    );
}

#[test]
fn pretty_output_is_redacted_too() {
    let text = redacted(&format!("{:#?}", client()));
    assert!(!text.contains("sk-") && !text.contains("Bearer"), "{text}");
    assert!(text.contains("max_tokens: 7"), "{text}");
}

#[test]
fn other_text_is_left_alone() {
    for text in [
        "password: must be long",
        "std::io::Error { kind: NotFound }",
        "a, b: c",
        "key: value, token: text",
        "Usage { tokens: 5, key: Enter }",
    ] {
        assert_eq!(redacted(text), text);
    }
}

#[test]
fn a_value_that_was_cut_is_redacted_to_the_end() {
    assert_eq!(redacted("C { api_key: \"sk-12"), "C { api_key: __REDACTED__");
}

#[test]
fn a_newtype_is_known_by_the_name_of_its_type() {
    #[derive(Debug)]
    #[allow(dead_code, reason = "read by `Debug` alone")]
    struct Password(&'static str);
    #[derive(Debug)]
    #[allow(dead_code, reason = "read by `Debug` alone")]
    struct Name(&'static str);
    let text = redacted(&format!("{:?}", (Some(Password("a) b")), Name("bob"))));
    assert_eq!(text, r#"(Some(Password(__REDACTED__)), Name("bob"))"#);
}

#[test]
fn text_without_quotation_marks_is_redacted_up_to_the_bracket_around_it() {
    struct Shown;
    impl fmt::Debug for Shown {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("one, two: three")
        }
    }
    #[derive(Debug)]
    #[allow(dead_code, reason = "read by `Debug` alone")]
    struct Outer {
        inner: Inner,
        n: u8,
    }
    #[derive(Debug)]
    #[allow(dead_code, reason = "read by `Debug` alone")]
    struct Inner {
        password: Shown,
    }
    let text = redacted(&format!("{:?}", Outer { inner: Inner { password: Shown }, n: 1 }));
    assert_eq!(text, "Outer { inner: Inner { password: __REDACTED__ }, n: 1 }");
}

#[test]
fn names_that_an_application_has_added_are_redacted_in_debug_too() {
    let mut secrets = Secrets::default();
    secrets.redact(["card_number"]);
    assert_eq!(secrets.debug("C { card_number: 41 }"), "C { card_number: __REDACTED__ }");
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        let _ = redacted(&text);
    }
}
