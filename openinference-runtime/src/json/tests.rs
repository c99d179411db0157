use proptest::prelude::*;

use super::cut::*;
use super::value::*;

fn parsed(text: &str) -> Json {
    Json::parse(text).unwrap_or_else(|| panic!("{text} is JSON"))
}

fn object<const N: usize>(fields: [(&str, Json); N]) -> Json {
    Json::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

#[test]
fn the_order_of_fields_is_kept() {
    let text = r#"{"b":1,"a":[true,null,-2.5,"x"],"c":{}}"#;
    assert_eq!(parsed(text).write(1000), text);
}

#[test]
fn of_two_fields_with_one_name_the_last_counts() {
    assert_eq!(parsed(r#"{"a":1,"a":2}"#).get("a"), Some(&Json::Int(2)));
}

#[test]
fn what_is_no_json_is_not_read() {
    for text in ["", "{", "{\"a\":1", "[1,]", "abc", "1 2", "{}x", "\"\n\""] {
        assert_eq!(Json::parse(text), None, "{text}");
    }
}

#[test]
fn numbers_keep_their_kind() {
    assert_eq!(parsed("9223372036854775807"), Json::Int(i64::MAX));
    assert_eq!(parsed("18446744073709551615"), Json::UInt(u64::MAX));
    assert_eq!(parsed("1e3"), Json::Float(1000.0));
    assert_eq!(parsed("3.0").as_i64(), Some(3));
    assert_eq!(parsed("3.5").as_i64(), None);
    assert_eq!(parsed("18446744073709551615").as_i64(), None);
}

#[test]
fn nesting_beyond_the_limit_becomes_a_marker_without_recursion() {
    let deep = format!("{}1{}", "[".repeat(100), "]".repeat(100));
    let text = parsed(&deep).write(10_000);
    assert!(text.contains(TOO_DEEP), "{text}");
    assert!(text.starts_with(&"[".repeat(MAX_DEPTH)));
    let objects = format!("{}1{}", r#"{"a":"#.repeat(100), "}".repeat(100));
    assert!(parsed(&objects).write(10_000).contains(TOO_DEEP));
    // Far beyond: no overflow, whether it is read or refused.
    let _ = Json::parse(&"[".repeat(1_000_000));
}

#[test]
fn what_json_cannot_hold_is_escaped_or_left_out() {
    let text = Json::from("a\"\\\n\r\t\u{1}\0ä").write(1000);
    assert_eq!(text, r#""a\"\\\n\r\t\u0001ä""#);
    assert_eq!(Json::Float(f64::NAN).write(1000), r#""NaN""#);
    assert_eq!(Json::from(f64::NEG_INFINITY).write(1000), r#""-Infinity""#);
}

#[test]
fn long_texts_are_cut_before_fields_are_lost() {
    let value = object([
        ("role", Json::from("user")),
        ("content", Json::String("x".repeat(5000))),
        ("note", Json::String("y".repeat(300))),
        ("last", Json::from(1.5)),
    ]);
    let text = value.write(1000);
    assert!(text.len() <= 1000, "{}", text.len());
    assert!(text.len() > 900, "the room is used: {}", text.len());
    let read = parsed(&text);
    assert_eq!(read.get("last"), Some(&Json::Float(1.5)));
    assert_eq!(
        read.get("note").and_then(Json::as_str).map(str::len),
        Some(300),
        "short texts are left whole"
    );
    let content = read.get("content").and_then(Json::as_str).unwrap_or_default();
    assert!(content.contains(" of 5000 bytes kept]"), "{content}");
}

#[test]
fn items_that_do_not_fit_become_one_marker() {
    let value = Json::Array((0..1000).map(Json::Int).collect());
    let text = value.write(200);
    assert!(text.len() <= 200);
    let read = parsed(&text);
    let items = read.as_array().unwrap_or_default();
    let (last, kept) = items.split_last().unwrap_or((&Json::Null, &[]));
    assert_eq!(last, &items_kept(kept.len(), Some(1000)));
    assert_eq!(kept.first(), Some(&Json::Int(0)));
}

#[test]
fn fields_that_do_not_fit_become_one_marker() {
    let fields = (0..1000).map(|index| (format!("f{index}"), Json::Int(index))).collect();
    let text = Json::Object(fields).write(200);
    let read = parsed(&text);
    assert!(text.len() <= 200);
    assert!(
        read.get(MORE).and_then(Json::as_str).is_some_and(|marker| marker.ends_with("of 1000 fields kept]"))
    );
}

#[test]
fn a_list_within_a_list_is_kept_as_far_as_it_fits() {
    let inner = Json::Array((0..1000).map(Json::Int).collect());
    let text = object([("a", Json::Int(1)), ("inner", inner), ("z", Json::Int(2))]).write(300);
    let read = parsed(&text);
    assert!(text.len() <= 300);
    assert!(read.get("inner").and_then(Json::as_array).is_some_and(|items| items.len() > 5), "{text}");
}

#[test]
fn a_text_that_was_cut_already_keeps_its_original_length() {
    let once = crate::limit::cut(&"x".repeat(10_000), 5000).into_owned();
    let text = Json::String(once).write(500);
    assert!(text.ends_with(" of 10000 bytes kept]\""), "{text}");
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any::<i64>().prop_map(Json::Int),
        any::<u64>().prop_map(Json::UInt),
        any::<f64>().prop_map(Json::Float),
        any::<String>().prop_map(Json::String),
        "[\"\\\\\n\u{1}a-z]{0,400}".prop_map(Json::String),
    ];
    leaf.prop_recursive(6, 200, 12, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..12).prop_map(Json::Array),
            prop::collection::vec((any::<String>(), inner), 0..12).prop_map(Json::Object),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_json_within_the_limit(value in any_json(), limit in 2usize..2000) {
        let text = value.write(limit);
        prop_assert!(text.len() <= limit.max(2), "{} bytes in {limit}: {text}", text.len());
        prop_assert!(serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok(), "{text}");
    }

    #[test]
    fn what_fits_is_written_whole(value in any_json()) {
        let text = value.write(usize::MAX);
        prop_assert_eq!(value.write(text.len()), text.clone());
        let again = parsed(&text).write(usize::MAX);
        prop_assert_eq!(again, text);
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        let _ = Json::parse(&text);
    }
}
