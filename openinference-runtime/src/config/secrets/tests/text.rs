use std::borrow::Cow;

use proptest::prelude::*;

use super::super::look::TextSource;
use super::super::place::may_hold_secret;
use super::super::scan::Scan;
use super::Secrets;
use crate::json::Json;

fn redacted(text: &str) -> String {
    Secrets::default().text(text).into_owned()
}

#[test]
fn json_as_text_stays_json() {
    for (text, expected) in [
        (r#"{"a":1,"password":"x"}"#, r#"{"a":1,"password":"__REDACTED__"}"#),
        (r#"[{"api_key":{"a":[1]}}]"#, r#"[{"api_key":"__REDACTED__"}]"#),
        (r#"{"a":"{\"password\":\"x\"}"}"#, r#"{"a":"{\"password\":\"__REDACTED__\"}"}"#),
        (r#""{\"password\":\"x\"}""#, r#""{\"password\":\"__REDACTED__\"}""#),
    ] {
        assert_eq!(redacted(text), expected);
    }
}

#[test]
fn names_and_values_that_stand_side_by_side_are_found() {
    for (text, expected) in [
        (r#"[{"name":"Authorization","value":"x"}]"#, r#"[{"name":"Authorization","value":"__REDACTED__"}]"#),
        (r#"{"Value":["x"],"Key":"api_key"}"#, r#"{"Value":"__REDACTED__","Key":"api_key"}"#),
        (r#"[["accept","a"],["Cookie","x"]]"#, r#"[["accept","a"],["Cookie","__REDACTED__"]]"#),
        (r#"{"name":"city","value":"Rome"}"#, r#"{"name":"city","value":"Rome"}"#),
        (r#"{"required":["password","user"]}"#, r#"{"required":["password","user"]}"#),
    ] {
        assert_eq!(redacted(text), expected);
    }
}

#[test]
fn a_schema_keeps_its_keywords_and_nothing_else() {
    let text = r#"{"properties":{"password":{"type":"string","minLength":8,"default":"x","examples":["x"]},"api_key":{"value":"x"},"secret":"x"},"required":["password","user"]}"#;
    assert_eq!(
        redacted(text),
        r#"{"properties":{"password":{"type":"string","minLength":8,"default":"__REDACTED__","examples":"__REDACTED__"},"api_key":"__REDACTED__","secret":"__REDACTED__"},"required":["password","user"]}"#
    );
    let plain = r#"{"properties":{"password":{"type":"STRING","description":"of the user"}}}"#;
    assert!(matches!(Secrets::default().text(plain), Cow::Borrowed(_)));
}

#[test]
fn lines_and_urls_lose_their_secrets_alone() {
    for (text, expected) in [
        ("Host: x\nAuthorization: Bearer abc\nAccept: a", "Host: x\nAuthorization: __REDACTED__\nAccept: a"),
        ("A=1\nPGPASSWORD=x y\n", "A=1\nPGPASSWORD=__REDACTED__ y\n"),
        ("export TOKEN_SECRET=\"a b\"\n", "export TOKEN_SECRET=\"__REDACTED__\"\n"),
        ("see https://h/p?q=1&api_key=x&n=2 there", "see https://h/p?q=1&api_key=__REDACTED__&n=2 there"),
        ("postgres://app:x:y@db/app", "postgres://app:__REDACTED__@db/app"),
        ("https://tok@h/p", "https://__REDACTED__@h/p"),
        ("data: {\"password\":\"x\"}\n\n", "data: {\"password\":\"__REDACTED__\"}\n\n"),
        ("{\"password\":\"x\",\"a\":", "{\"password\":\"__REDACTED__\",\"a\":"),
        ("{'password': 'x', 'n': None}", "{'password': '__REDACTED__', 'n': None}"),
    ] {
        assert_eq!(redacted(text), expected);
    }
}

/// What people and models write about secrets without telling one.
#[test]
fn prose_and_code_are_left_as_they_are() {
    for text in [
        "Password: must be at least eight characters",
        "The password: a story of a lost key. Token: text.",
        "How do I reset my password?",
        "author: Jane, key: value",
        "struct User { password: String, name: String }",
        "interface Login { password: string; remember: boolean }",
        "fn login(user: &str, password: &str) -> Result<Token, Error>",
        "let password = std::env::var(\"X\")?;",
        "if password == other { secret::check() }",
        "password=$DB_PASSWORD",
        "Authorization: <token>",
        "arn:aws:secretsmanager:eu-central-1:1:secret:name",
        "https://h/@user/post?page_token=abc&n=1",
        "ssh://git@github.com/a/b.git",
        "max_tokens=5, total_tokens: 7",
        "{\"max_tokens\":5,\"token\":\"the\",\"next_page_token\":\"x\"}",
        "primary_key: id, sort_key: name",
    ] {
        assert_eq!(redacted(text), text);
    }
}

#[test]
fn what_is_redacted_is_not_written_anew() {
    for text in [
        r#"{ "password" : "__REDACTED__", "n": 1.50 }"#,
        "password=__REDACTED__",
        "Authorization: __REDACTED__",
        r#"{"a":"{\"password\":\"__REDACTED__\"}"}"#,
    ] {
        assert!(matches!(Secrets::default().text(text), Cow::Borrowed(_)), "{text}");
    }
}

/// Texts that would take for ever if any part of them were looked at again and again.
#[test]
fn texts_of_any_form_are_read_in_one_pass() {
    const LENGTH: usize = 128 << 10;
    for (unit, end) in [
        ("{\"password\":", ""),
        ("[", "\"password\":1"),
        ("{\"a\":\"", "password=x"),
        ("\\", "\"password\":1"),
        ("\"", "password=x"),
        ("password", "=x"),
        ("password: ", "x1x1x1"),
        ("a:", "password=x"),
        ("name: \"", "password=x"),
        ("(\"", "password=x"),
        ("Password(\"", ""),
        ("://", "a:b@c"),
        ("a://", "a:b@c"),
        ("{ password: (", ""),
        (", password: a", ""),
        ("\"password\",", ""),
        ("[\"password\",", ""),
        ("value: \"x\", ", "name: \"password\""),
        ("\"value\":{", "\"name\":\"password\""),
        ("\"value\":((((}", "\"name\":\"password\""),
        ("{ a, password: a", ""),
        ("{, password: a(", ""),
        ("password=$", ""),
        (",password:x", ""),
        ("password: \\", ""),
    ] {
        let mut text = unit.repeat(LENGTH / unit.len());
        text.push_str(end);
        let _ = redacted(&text);
        let _ = Secrets::default().debug(&text);
    }
}

#[test]
fn fifty_megabytes_of_json_text_lose_their_secrets() {
    let items = r#"{"content":"abcdefghijklmnopqrstuvwxyz","n":1},"#.repeat(1_150_000);
    let text = format!(r#"[{items}{{"password":"hunter2"}}]"#);
    assert!(text.len() > 50 << 20);
    assert!(!redacted(&text).contains("hunter2"));
}

#[test]
fn names_of_64_kilobytes_and_texts_within_texts_are_read() {
    let name = format!("password_{}", "x".repeat(64 << 10));
    for text in [format!(r#"{{"{name}":"hunter2"}}"#), format!(r#"{{"{name}":"hunter2""#)] {
        assert!(!redacted(&text).contains("hunter2"));
    }
    let deep = format!("{}{{\"password\":\"hunter2\"}}{}", "[".repeat(10_000), "]".repeat(10_000));
    assert!(!redacted(&deep).contains("hunter2"));
    let mut within = r#"{"password":"hunter2"}"#.to_owned();
    for _ in 0..12 {
        within = format!(r#"{{"a":{}}}"#, serde_json::Value::from(within));
    }
    assert!(!redacted(&within).contains("hunter2"));
}

fn json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<i64>().prop_map(Json::Int),
        "[a-z{}:=\"\\\\ ]{0,12}".prop_map(Json::String),
    ];
    let name = prop_oneof![
        "[a-z]{1,8}",
        Just("password".to_owned()),
        Just("value".to_owned()),
        Just("name".to_owned())
    ];
    leaf.prop_recursive(4, 32, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::Array),
            prop::collection::vec((name.clone(), inner), 0..4).prop_map(Json::Object),
        ]
    })
}

/// Whether a field of this name holds anything but a redaction.
fn is_open(json: &Json, name: &str) -> bool {
    match json {
        Json::Array(items) => items.iter().any(|item| is_open(item, name)),
        Json::Object(fields) => fields.iter().any(|(called, value)| {
            called == name && value.as_str() != Some(crate::config::REDACTED) || is_open(value, name)
        }),
        _ => false,
    }
}

proptest! {
    #[test]
    fn json_stays_json_and_loses_all_its_secrets(json in json()) {
        let text = redacted(&json.write(usize::MAX));
        let read = Json::parse(&text);
        prop_assert!(read.is_some(), "{text}");
        prop_assert!(!is_open(&read.unwrap_or_default(), "password"), "{text}");
        prop_assert_eq!(redacted(&text), text, "once is enough");
    }

    #[test]
    fn json_that_is_cut_loses_its_secrets(json in json(), cut in 0.0..1.0) {
        let secret = Json::Object(vec![("password".to_owned(), Json::from("hunter2")), ("rest".to_owned(), json)]);
        let text = secret.write(usize::MAX);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place")]
        let at = crate::limit::floor(&text, (text.len() as f64 * cut) as usize);
        prop_assert!(!redacted(&text[..at]).contains("hunter"), "{}", &text[..at]);
    }

    #[test]
    fn what_the_first_look_does_not_find_nothing_redacts(text in "[a-z {}\\[\\]():=,\"'\\\\&?/@]{0,40}(password|api_key|name|value)[a-z {}\\[\\]():=,\"'\\\\&?/@]{0,40}") {
        let secrets = Secrets::default();
        for source in [TextSource::Any, TextSource::Debug] {
            let found = Scan::new(&text, &secrets, source).redact().is_some();
            prop_assert!(!found || may_hold_secret(&text, &secrets), "{text}");
        }
    }

    #[test]
    fn any_text_is_looked_through(text in any::<String>()) {
        let _ = redacted(&text);
    }
}
