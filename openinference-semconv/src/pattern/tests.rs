use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::attributes::ATTRIBUTES;
use crate::{KeyPattern, Place, lookup, patterns};

fn values() -> impl Iterator<Item = KeyPattern> {
    KeyPattern::all().filter(|pattern| pattern.attribute().is_some_and(|row| row.value_type.is_value()))
}

#[test]
fn every_pattern_is_found_by_its_text() {
    for pattern in KeyPattern::all() {
        for indices in [[0, 0], [7, 0], [7, 123], [u32::MAX, 9]] {
            let mut kept = indices;
            kept[pattern.indices()..].fill(0);
            let text = pattern.with(indices).to_string();
            assert_eq!(KeyPattern::parse(&text), Some((pattern, kept)), "{text}");
        }
    }
}

#[test]
fn no_two_patterns_have_one_text() {
    let mut texts: Vec<String> = KeyPattern::all().map(|pattern| pattern.with([0, 0]).to_string()).collect();
    texts.sort_unstable();
    texts.dedup();
    assert_eq!(texts.len(), KeyPattern::COUNT);
}

#[test]
fn every_row_has_its_constant() {
    for (at, row) in ATTRIBUTES.iter().enumerate() {
        let pattern = KeyPattern::new(at);
        assert_eq!(pattern.attribute().map(|row| row.key), Some(row.key));
        assert_eq!(pattern.with([0, 0]).to_string(), row.key);
    }
    assert_eq!(patterns::LLM_MODEL_NAME.with([0, 0]).to_string(), "llm.model_name");
}

/// The patterns of values are exactly those that [`lookup`] takes for keys.
#[test]
fn patterns_and_look_up_know_the_same_keys() {
    for pattern in values().filter(|pattern| pattern.holder().is_some()) {
        let text = pattern.with([0, 0]).to_string();
        assert_eq!(lookup::attribute(&text), pattern.attribute(), "{text}");
    }
    let holders: Vec<String> = KeyPattern::all()
        .filter(|pattern| pattern.children().next().is_some())
        .map(|pattern| format!("{}{}", pattern.with([0, 0]), if pattern.is_list() { ".0" } else { "" }))
        .collect();
    assert!(holders.len() > 20);
    for (holder, row) in holders.iter().flat_map(|holder| ATTRIBUTES.iter().map(move |row| (holder, row))) {
        let text = format!("{holder}.{}", row.key);
        assert_eq!(KeyPattern::parse(&text).is_some(), lookup::attribute(&text).is_some(), "{text}");
    }
}

#[test]
fn what_is_not_written_exactly_so_has_no_pattern() {
    for text in [
        "",
        ".",
        "llm",
        "llm.input_messages.",
        "llm.input_messages.0",
        "llm.input_messages.0.",
        "llm.input_messages.00.message.role",
        "llm.input_messages.01.message.role",
        "llm.input_messages.-1.message.role",
        "llm.input_messages.x.message.role",
        "llm.input_messages.x.y",
        "llm.input_messages.message.role",
        "llm.input_messages.4294967296.message.role",
        "llm.input_messages.12345678901234567890.message.role",
        "llm.input_messages.0.message.role.0",
        "llm.input_messages.0.0.message.role",
        "llm.input_messages.0.tool_call.id",
        "llm.tools.0.message.role",
        "llm.model_name.0.message.role",
        "llm.model_name.",
        "Llm.model_name",
        "input.audio",
        "message.contents.0.message_content.text",
        "my.own.key",
    ] {
        assert_eq!(KeyPattern::parse(text), None, "{text:?}");
    }
}

#[test]
fn a_pattern_leads_to_what_stands_in_it_and_to_nothing_else() {
    let message = |row| patterns::LLM_INPUT_MESSAGES.child(row);
    let call = message(patterns::MESSAGE_TOOL_CALLS).and_then(|calls| calls.child(patterns::TOOL_CALL_ID));
    assert_eq!(
        call.map(|call| call.with([1, 2]).to_string()).as_deref(),
        Some("llm.input_messages.1.message.tool_calls.2.tool_call.id")
    );
    assert_eq!(message(patterns::TOOL_CALL_ID), None);
    assert_eq!(patterns::LLM_MODEL_NAME.child(patterns::MESSAGE_ROLE), None);
    assert_eq!(patterns::MESSAGE_CONTENTS.child(patterns::MESSAGE_CONTENT_TEXT), None);
    for pattern in KeyPattern::all() {
        assert!(pattern.children().all(|child| child.holder() == Some(pattern)), "{pattern:?}");
    }
}

#[test]
fn rows_that_stand_on_a_span_come_without_index() {
    let of_span = ATTRIBUTES.iter().enumerate().filter(|(_, row)| row.place == Place::Span);
    assert!(of_span.map(|(at, _)| KeyPattern::new(at)).all(|pattern| pattern.indices() == 0));
}
