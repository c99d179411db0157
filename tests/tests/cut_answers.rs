//! However an answer is cut into a stream, its span says what that of the whole answer says; what nobody knows survives; and
//! what says nothing never replaces what is known. `PROPTEST_CASES` tries more than 256 cases of each.

use std::collections::BTreeMap;

use futures_executor::block_on;
use openinference_runtime::testing::Node;
use openinference_tests::answers::{APIS, Answer, Cuts};
use openinference_tests::payloads::{Mode, Report};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z .,äß\u{1F600}\"\\\\\n]{1,40}",
        Just("data: {\"a\": 1}\n\n".to_owned()),
        Just("{\"error\": \"none\"}".to_owned()),
    ]
}

fn arguments() -> impl Strategy<Value = Map<String, Value>> {
    let value =
        prop_oneof![text().prop_map(Value::from), any::<i32>().prop_map(Value::from), Just(Value::Null)];
    prop::collection::btree_map("[a-z]{1,6}", value, 0..3).prop_map(|fields| fields.into_iter().collect())
}

fn answer() -> impl Strategy<Value = Answer> {
    let calls = prop::collection::vec(("[a-z_]{1,8}", arguments()), 0..3);
    (prop::option::of(text()), text(), calls, (1..1000u32, 1..1000u32))
        .prop_map(|(thought, text, calls, tokens)| Answer { thought, text, calls, tokens })
}

fn cuts() -> impl Strategy<Value = Cuts> {
    prop::collection::vec(1..9_usize, 1..6).prop_map(Cuts)
}

fn call(report: &Report) -> Result<Node, TestCaseError> {
    block_on(report.call()).map_err(|error| TestCaseError::fail(error.to_string()))
}

/// All that a span says of the answer; the output by what it means.
fn said(span: &Node) -> BTreeMap<String, Value> {
    let mut said = BTreeMap::new();
    for (key, value) in span.attributes.iter() {
        if key.starts_with("input.") || key == "gen_ai.response.time_to_first_chunk" {
            continue;
        }
        let mut value = serde_json::to_value(value).unwrap_or_default();
        if key == "output.value" {
            value = meaning(serde_json::from_str(value.as_str().unwrap_or_default()).unwrap_or(value));
        }
        said.insert(key.to_owned(), value);
    }
    said.insert("status".to_owned(), json!(format!("{:?}", span.status)));
    said
}

/// Empty texts and nulls say nothing.
fn meaning(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(_, value)| !value.is_null() && value.as_str() != Some(""))
            .map(|(name, value)| (name, meaning(value)))
            .collect(),
        Value::Array(items) => items.into_iter().map(meaning).collect(),
        other => other,
    }
}

fn stream(items: Vec<Value>) -> Result<Node, TestCaseError> {
    call(&Report { items, ..Report::of(Mode::Stream) })
}

proptest! {
    #[test]
    fn a_stream_says_what_the_whole_answer_says(answer in answer(), cuts in cuts()) {
        for (name, whole, cut) in APIS {
            let whole = call(&Report { response: Some(whole(&answer)), ..Report::of(Mode::Value) })?;
            let streamed = stream(cut(&answer, &cuts))?;
            prop_assert_eq!(said(&streamed), said(&whole), "{}", name);
        }
    }

    #[test]
    fn the_same_bytes_cut_anywhere_say_the_same(answer in answer(), cuts in cuts(), size in 1..64_usize, jsonl in any::<bool>()) {
        for (name, _, cut) in APIS {
            let items = cut(&answer, &cuts);
            let whole = stream(items.clone())?;
            for mode in [Mode::StreamBytes, Mode::StreamVec] {
                let bytes = call(&Report { items: items.clone(), cut: Some(size), jsonl, ..Report::of(mode) })?;
                prop_assert_eq!(said(&bytes), said(&whole), "{}", name);
            }
        }
    }

    #[test]
    fn an_unknown_field_of_any_item_survives(answer in answer(), cuts in cuts(), at in any::<prop::sample::Index>()) {
        for (name, _, cut) in APIS {
            let mut items = cut(&answer, &cuts);
            let at = at.index(items.len());
            if let Some(item) = items.get_mut(at).and_then(Value::as_object_mut) {
                item.insert("x_new".to_owned(), json!({ "of": "nobody knows what" }));
            }
            let span = stream(items)?;
            let output = span.text("output.value").unwrap_or_default();
            prop_assert!(output.contains("nobody knows what"), "{}: {}", name, output);
        }
    }

    #[test]
    fn an_unknown_part_with_text_is_in_a_message(text in "[a-z]{3,12}") {
        let unknown = json!({ "type": "of_tomorrow", "text": text });
        let answers = [
            json!({ "model": "gpt-4o", "choices": [{ "index": 0, "message": { "role": "assistant", "content": [unknown] } }] }),
            json!({ "type": "message", "role": "assistant", "model": "claude-x", "content": [unknown], "stop_reason": "end_turn" }),
            json!({ "object": "response", "status": "completed", "model": "gpt-5", "output": [unknown] }),
            json!({ "candidates": [{ "content": { "role": "model", "parts": [{ "ofTomorrow": { "text": text } }] } }] }),
            json!({ "output": { "message": { "role": "assistant", "content": [{ "ofTomorrow": { "text": text } }] } }, "stopReason": "end_turn" }),
            json!({ "id": "x", "finish_reason": "COMPLETE", "message": { "role": "assistant", "content": [unknown] } }),
            json!({ "object": "interaction", "status": "completed", "steps": [{ "type": "model_output", "content": [unknown] }] }),
            json!({ "object": "conversation.response", "outputs": [{ "type": "message.output", "role": "assistant", "content": [unknown] }] }),
        ];
        for answer in answers {
            let span = call(&Report { response: Some(answer.clone()), ..Report::of(Mode::Value) })?;
            let is_said = span.attributes.iter().any(|(key, value)| {
                key.starts_with("llm.output_messages.") && value.as_str().is_some_and(|said| said.contains(&text))
            });
            prop_assert!(is_said, "{}", answer);
        }
    }
}

/// Arguments of tools arrive in pieces of text, in which no field has a name yet.
#[test]
fn a_secret_among_arguments_is_hidden_in_a_stream_too() {
    let secret = [("api_key".to_owned(), json!("hunter2-hunter2"))];
    let answer = Answer {
        thought: None,
        text: "One moment.".to_owned(),
        calls: vec![("send".to_owned(), secret.into_iter().collect())],
        tokens: (1, 1),
    };
    for (name, _, cut) in APIS {
        let items = cut(&answer, &Cuts(vec![5]));
        for mode in [Mode::Stream, Mode::StreamBytes] {
            let span = block_on(Report { items: items.clone(), ..Report::of(mode) }.call());
            let said = span.map(|span| format!("{:?}", said(&span))).unwrap_or_default();
            assert!(said.contains("send"), "{name}, {mode:?}: {said}");
            assert!(!said.contains("hunter2-hunter2"), "{name}, {mode:?}: {said}");
        }
    }
}
