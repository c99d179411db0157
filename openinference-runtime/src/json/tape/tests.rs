use proptest::prelude::*;

use super::*;
use crate::json::{FieldName, Items, Json, JsonRef};

fn values() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any::<i64>().prop_map(Json::Int),
        (i64::MAX as u64 + 1..).prop_map(Json::UInt),
        (-1e9..1e9).prop_map(Json::Float),
        any::<String>().prop_map(Json::String),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Json::Array),
            prop::collection::vec((any::<String>(), inner), 0..5).prop_map(Json::Object),
        ]
    })
}

fn on_tape(value: &Json) -> Tape {
    let mut tape = Tape::take();
    tape.copy_of(value.view());
    tape
}

proptest! {
    #[test]
    fn a_value_is_the_same_on_a_tape_and_in_a_tree(value in values()) {
        let tape = on_tape(&value);
        prop_assert_eq!(tape.view(), value.view());
        prop_assert_eq!(Json::from(&tape), value.clone());
        prop_assert_eq!(tape.view().size(), value.view().size());
        for limit in [0, 64, 200, usize::MAX] {
            prop_assert_eq!(tape.view().write(limit), value.write(limit));
        }
    }

    #[test]
    fn items_are_passed_by_whole(items in prop::collection::vec(values(), 0..6)) {
        let tape = on_tape(&Json::Array(items.clone()));
        let array = tape.view().as_array().unwrap_or_default();
        prop_assert_eq!(array.len(), items.len());
        for (at, item) in items.iter().enumerate() {
            prop_assert_eq!(array.get(at), Some(item.view()));
        }
        let runs: Vec<usize> = array.chunk_by(|one, next| one == next).map(Items::len).collect();
        prop_assert_eq!(runs, items.chunk_by(|one, next| one == next).map(<[Json]>::len).collect::<Vec<_>>());
    }
}

#[test]
fn a_value_without_a_name_has_no_place_in_an_object() {
    let mut tape = Tape::take();
    tape.open_object(None);
    tape.i64(1);
    tape.open_array(None);
    tape.i64(2);
    tape.close();
    tape.name("a");
    tape.name("b");
    tape.i64(3);
    tape.name("c");
    tape.close();
    assert_eq!(tape.view().write(100), r#"{"b":3}"#);
}

#[test]
fn what_is_open_ends_in_a_marker() {
    let mut tape = Tape::take();
    tape.open_object(Some(3));
    tape.static_name(FieldName::new("a"));
    tape.open_array(Some(2));
    tape.bool(true);
    tape.finish();
    assert_eq!(
        tape.view().write(1000),
        r#"{"a":[true,"…[cut: 1 of 2 items kept]"],"…":"…[cut: 1 of 3 fields kept]"}"#
    );
}

#[test]
fn a_name_may_be_any_value() {
    let mut tape = Tape::take();
    tape.open_object(None);
    for close in [true, false] {
        let scope = tape.begin_name();
        tape.open_array(None);
        tape.i64(1);
        if close {
            tape.close();
        }
        tape.end_name(scope, 100);
        tape.null();
    }
    tape.close();
    assert_eq!(tape.view().write(1000), r#"{"[1]":null,"[1,\"…[cut: 1 items kept]\"]":null}"#);
}

#[test]
fn buffers_are_used_again_and_hold_nothing_of_before() {
    let address = |tape: &Tape| tape.nodes.as_ptr();
    let first = on_tape(&Json::from("a secret"));
    let at = address(&first);
    drop(first);
    let second = Tape::take();
    assert_eq!(address(&second), at);
    assert_eq!(second.view(), JsonRef::Null);
    assert!(second.text.is_empty());
    // Another one while the first is in use.
    assert_ne!(address(&on_tape(&Json::Null)), at);
}

#[test]
fn what_has_grown_large_is_given_back() {
    drop(on_tape(&Json::String("x".repeat(1 << 20))));
    assert!(Tape::take().text.capacity() < 1 << 20);
}
