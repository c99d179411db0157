use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};

use serde::ser::{Error as _, SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use super::*;
use crate::config::REDACTED;

fn text(value: &(impl Serialize + ?Sized)) -> String {
    within(value, usize::MAX)
}

fn within(value: &(impl Serialize + ?Sized), budget: usize) -> String {
    to_json_within(value, &TraceConfig::default(), budget).unwrap_or_default().write(usize::MAX)
}

#[derive(Serialize)]
enum Shape {
    Unit,
    Newtype(u8),
    Tuple(u8, u8),
    Struct { a: u8 },
}

#[test]
fn every_type_of_serde_becomes_what_serde_json_makes_of_it() {
    #[derive(Serialize)]
    struct Unit;
    #[derive(Serialize)]
    struct Newtype(u8);
    #[derive(Serialize)]
    struct Pair(u8, char);
    #[derive(Serialize)]
    struct All {
        unit: Unit,
        newtype: Newtype,
        pair: Pair,
        none: Option<u8>,
        some: Option<u8>,
        tuple: (i8, i16, i32, i64, u16, u32, u64),
        floats: (f32, f64),
        shapes: Vec<Shape>,
        text: &'static str,
        map: BTreeMap<&'static str, bool>,
    }
    let all = All {
        unit: Unit,
        newtype: Newtype(1),
        pair: Pair(2, 'c'),
        none: None,
        some: Some(3),
        tuple: (-1, -2, -3, -4, 5, 6, u64::MAX),
        floats: (0.1, 0.25),
        shapes: vec![Shape::Unit, Shape::Newtype(1), Shape::Tuple(1, 2), Shape::Struct { a: 1 }],
        text: "ä",
        map: BTreeMap::from([("x", true)]),
    };
    assert_eq!(text(&all), serde_json::to_string(&all).unwrap_or_default());
}

#[test]
fn keys_that_are_no_strings_are_written_as_text() {
    #[derive(PartialEq, Eq, PartialOrd, Ord, Serialize)]
    enum Key {
        A,
    }
    assert_eq!(text(&BTreeMap::from([(1, 2)])), r#"{"1":2}"#);
    assert_eq!(text(&BTreeMap::from([(true, 2)])), r#"{"true":2}"#);
    assert_eq!(text(&BTreeMap::from([(Key::A, 2)])), r#"{"A":2}"#);
    assert_eq!(text(&BTreeMap::from([((1, "a"), 2)])), r#"{"[1,\"a\"]":2}"#);
    assert_eq!(text(&BTreeMap::from([(None::<u8>, 2)])), r#"{"null":2}"#);
}

#[test]
fn numbers_that_json_does_not_have_are_kept_as_text() {
    assert_eq!(text(&f64::NAN), r#""NaN""#);
    assert_eq!(text(&f32::INFINITY), r#""Infinity""#);
    assert_eq!(text(&u128::MAX), r#""340282366920938463463374607431768211455""#);
    assert_eq!(text(&i128::MIN), r#""-170141183460469231731687303715884105728""#);
    assert_eq!(text(&7_i128), "7");
    assert_eq!(text(&7_u128), "7");
}

#[test]
fn bytes_become_base64() {
    struct Bytes;
    impl Serialize for Bytes {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_bytes(b"\0\xffhello")
        }
    }
    assert_eq!(text(&Bytes), r#""AP9oZWxsbw==""#);
}

/// Fails the test when it is looked at.
struct Unread;

impl Serialize for Unread {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("a secret was read"))
    }
}

#[test]
fn secrets_are_redacted_without_being_read() {
    #[derive(Serialize)]
    struct Call {
        api_key: Unread,
        max_tokens: u8,
        headers: HashMap<&'static str, Unread>,
        login: Auth,
    }
    #[derive(Serialize)]
    enum Auth {
        Password(Unread),
    }
    let call = Call {
        api_key: Unread,
        max_tokens: 3,
        headers: HashMap::from([("Authorization", Unread)]),
        login: Auth::Password(Unread),
    };
    assert_eq!(
        text(&call),
        format!(
            r#"{{"api_key":"{REDACTED}","max_tokens":3,"headers":{{"Authorization":"{REDACTED}"}},"login":{{"Password":"{REDACTED}"}}}}"#
        )
    );
}

#[test]
fn secrets_in_variants_with_fields_are_redacted() {
    #[derive(Serialize)]
    enum Auth {
        ClientSecret { value: u8 },
        Cookie(u8, u8),
    }
    assert_eq!(text(&Auth::ClientSecret { value: 1 }), format!(r#"{{"ClientSecret":"{REDACTED}"}}"#));
    assert_eq!(text(&Auth::Cookie(1, 2)), format!(r#"{{"Cookie":"{REDACTED}"}}"#));
}

#[test]
fn a_schema_may_name_what_is_secret() {
    let schema = r#"{"type":"object","properties":{"password":{"type":"string"},"api_key":{"$ref":"/x"}},"required":["password"]}"#;
    assert_eq!(text(&Json::parse(schema)), schema);
    let no_schema =
        r#"{"properties":{"password":"hunter2","api_key":{"value":"sk"},"secret":{"type":"sk"}}}"#;
    let written = text(&Json::parse(no_schema));
    assert_eq!(written.matches(REDACTED).count(), 3, "{written}");
}

#[test]
fn json_text_that_is_passed_through_obeys_the_same_rules() {
    /// What `serde_json` does with a `RawValue`.
    struct Raw(&'static str);
    impl Serialize for Raw {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            use serde::ser::SerializeStruct;
            let mut raw = serializer.serialize_struct("$serde_json::private::RawValue", 1)?;
            raw.serialize_field("$serde_json::private::RawValue", self.0)?;
            raw.end()
        }
    }
    assert_eq!(text(&Raw(r#"{"a":[1],"password":"x"}"#)), format!(r#"{{"a":[1],"password":"{REDACTED}"}}"#));
    assert_eq!(text(&Raw("no json")), r#""no json""#);
}

#[test]
fn the_digits_of_a_number_passed_through_are_kept() {
    struct Number(&'static str);
    impl Serialize for Number {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            use serde::ser::SerializeStruct;
            let mut raw = serializer.serialize_struct("$serde_json::private::Number", 1)?;
            raw.serialize_field("$serde_json::private::Number", self.0)?;
            raw.end()
        }
    }
    assert_eq!(text(&Number("12")), "12");
    assert_eq!(text(&Number("1.5")), "1.5");
}

#[test]
fn an_inline_image_over_its_limit_is_redacted() {
    let image = |length| format!("data:image/png;base64,{}", "A".repeat(length));
    assert_eq!(text(&image(40_000)), format!("\"{REDACTED}\""));
    assert_ne!(text(&image(100)), format!("\"{REDACTED}\""));
}

#[test]
fn one_long_text_is_cut_and_what_follows_is_kept() {
    let value = to_json(&("x".repeat(100_000), 7), &TraceConfig::default()).unwrap_or_default();
    let items = value.as_array().unwrap_or_default();
    assert!(
        items[0]
            .as_str()
            .is_some_and(|text| text.len() <= 65_536 && text.ends_with(" of 100000 bytes kept]"))
    );
    assert_eq!(items[1], Json::Int(7));
}

#[test]
fn serialising_stops_when_the_budget_is_used_up() {
    struct Endless<'a>(&'a Cell<usize>);
    impl Serialize for Endless<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut list = serializer.serialize_seq(None)?;
            loop {
                self.0.set(self.0.get() + 1);
                list.serialize_element("0123456789")?;
            }
        }
    }
    let asked = Cell::new(0);
    let written = within(&Endless(&asked), 1000);
    assert!(asked.get() < 100, "asked for {} items", asked.get());
    assert!(written.len() < 1200, "{}", written.len());
    assert!(written.ends_with(" items kept]\"]"), "{written}");
}

#[test]
fn every_level_says_that_it_was_cut() {
    let value = BTreeMap::from([("a", vec!["0123456789"; 1000]), ("b", vec![])]);
    let written = within(&value, 100);
    assert!(written.contains("of 1000 items kept]"), "{written}");
    assert!(written.contains("of 2 fields kept]"), "{written}");
    assert!(Json::parse(&written).is_some(), "{written}");
}

#[test]
fn nesting_beyond_the_limit_becomes_a_marker() {
    struct Circle;
    impl Serialize for Circle {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(Some(1))?;
            map.serialize_entry("next", &Circle)?;
            map.end()
        }
    }
    let written = text(&Circle);
    assert!(written.contains("nested deeper than 64 levels"), "{written}");
    assert_eq!(written.matches("next").count(), 64);
}

#[test]
fn an_implementation_that_fails_or_panics_is_an_error() {
    struct Panics;
    impl Serialize for Panics {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            panic!("no")
        }
    }
    let config = TraceConfig::default();
    assert_eq!(to_json(&Unread, &config), Err(RecordError::Failed("a secret was read".to_owned())));
    assert_eq!(to_json(&Panics, &config), Err(RecordError::Panicked("no".to_owned())));
}

#[test]
fn nul_characters_are_left_out() {
    assert_eq!(text("a\0b"), r#""ab""#);
}

#[test]
fn types_that_are_named_like_secrets_are_redacted() {
    #[derive(Serialize)]
    struct Password(&'static str);
    #[derive(Serialize)]
    struct KeyPair(&'static str, &'static str);
    #[derive(Serialize)]
    struct ApiKey {
        value: &'static str,
        owner: &'static str,
    }
    #[derive(Serialize)]
    struct ClientSecret(&'static str, &'static str);
    let value = (
        Password("x"),
        KeyPair("a", "b"),
        ApiKey { value: "x", owner: "bob" },
        ClientSecret("x", "y"),
        Some(Password("x")),
    );
    assert_eq!(
        to_json(&value, &TraceConfig::default()).map(|json| json.write(1000)).as_deref(),
        Ok(concat!(
            r#"["__REDACTED__",["a","b"],{"value":"__REDACTED__","owner":"bob"},"__REDACTED__","#,
            r#""__REDACTED__"]"#
        ))
    );
}

#[test]
fn names_and_values_beside_each_other_are_redacted_in_values_too() {
    #[derive(Serialize)]
    struct Header {
        value: Vec<&'static str>,
        name: &'static str,
    }
    let value = (
        vec![Header { value: vec!["x"], name: "Cookie" }, Header { value: vec!["y"], name: "Accept" }],
        [("authorization", "Bearer x"), ("accept", "y")],
        BTreeMap::from([("key", "api_key"), ("value", "x")]),
    );
    assert_eq!(
        to_json(&value, &TraceConfig::default()).map(|json| json.write(1000)).as_deref(),
        Ok(concat!(
            r#"[[{"value":"__REDACTED__","name":"Cookie"},{"value":["y"],"name":"Accept"}],"#,
            r#"[["authorization","__REDACTED__"],["accept","y"]],{"key":"api_key","value":"__REDACTED__"}]"#
        ))
    );
}

/// Stands for the crate of this name, whose types are known by their paths.
mod secrecy {
    use serde::{Serialize, Serializer};

    pub(super) struct SecretBox<T>(pub(super) T);

    impl<T: Serialize> Serialize for SecretBox<T> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            self.0.serialize(serializer)
        }
    }
}

#[test]
fn what_wraps_a_secret_writes_none_of_it() {
    #[derive(Serialize)]
    #[serde(transparent)]
    struct Transparent<T>(T);
    #[derive(Serialize)]
    #[serde(untagged)]
    enum Untagged<T> {
        One(T),
    }
    #[derive(Serialize)]
    struct Struct<T> {
        inner: T,
        n: u8,
    }
    use secrecy::SecretBox;
    let value = (
        Transparent(SecretBox("x")),
        Untagged::One(SecretBox(7)),
        std::cmp::Reverse(SecretBox("x")),
        Struct { inner: Transparent(SecretBox("x")), n: 1 },
        vec![Transparent(Some(SecretBox("x")))],
    );
    assert_eq!(
        to_json(&value, &TraceConfig::default()).map(|json| json.write(1000)).as_deref(),
        Ok(concat!(
            r#"["__REDACTED__","__REDACTED__","__REDACTED__",{"inner":"__REDACTED__","n":1},"#,
            r#"["__REDACTED__"]]"#
        ))
    );
}

#[test]
fn a_value_that_was_not_recorded_whole_is_not_clean() {
    let value = vec!["abcdefgh"; 100];
    let is_clean =
        |budget| to_tape(&value, &TraceConfig::default(), budget).is_ok_and(|tape| tape.is_clean());
    assert!(is_clean(usize::MAX) && !is_clean(100));
}
