use opentelemetry::trace::SpanId;
use opentelemetry::{KeyValue, Value};

use super::{ClientCalls, family};
use crate::attributes::{AttributeBuffer, Rank};

fn call(id: u64, tokens: i64, cost: Option<f64>, answer: &'static str) -> (SpanId, Vec<KeyValue>) {
    let mut said = vec![
        KeyValue::new("llm.token_count.prompt", tokens),
        KeyValue::new("llm.model_name", answer),
        KeyValue::new("llm.input_messages.0.message.content", answer),
        KeyValue::new("llm.output_messages.0.message.content", answer),
    ];
    said.extend(cost.map(|cost| KeyValue::new("llm.cost.total", cost)));
    (SpanId::from(id), said)
}

fn buffer(list: Vec<KeyValue>) -> AttributeBuffer {
    let mut buffer = AttributeBuffer::default();
    for KeyValue { key, value, .. } in list {
        buffer.push(Rank::Detected, key.into(), value);
    }
    buffer
}

fn filled(
    calls: Vec<(SpanId, Vec<KeyValue>)>,
    known: &[&'static str],
    said: Vec<KeyValue>,
) -> (Vec<(String, String)>, bool) {
    let mut below = ClientCalls::default();
    for (id, said) in calls {
        below.add(id, &buffer(said));
    }
    // What the span has since its start has no value here.
    let mut all = buffer(known.iter().map(|key| KeyValue::new(*key, true)).collect());
    drop(all.give_initial(0, |_| true, |_| false));
    all.append(&mut buffer(said));
    let is_priced = below.fill(&mut all);
    let mut said: Vec<_> = all.values().map(|(key, value)| (key.to_string(), value.to_string())).collect();
    said.sort();
    (said, is_priced)
}

fn get(said: &[(String, String)], key: &str) -> Option<String> {
    said.iter().find(|(known, _)| known == key).map(|(_, value)| value.clone())
}

#[test]
fn what_the_span_does_not_say_is_filled_in() {
    let (said, _) = filled(vec![call(1, 7, Some(0.5), "a")], &[], vec![]);
    assert_eq!(get(&said, "llm.token_count.prompt").as_deref(), Some("7"));
    assert_eq!(get(&said, "llm.cost.total").as_deref(), Some("0.5"));
    assert_eq!(get(&said, "llm.model_name").as_deref(), Some("a"));
    assert_eq!(get(&said, "llm.output_messages.0.message.content").as_deref(), Some("a"));
}

#[test]
fn what_the_span_says_itself_stays_alone() {
    let own = vec![
        KeyValue::new("llm.token_count.completion", 1),
        KeyValue::new("llm.input_messages.0.message.role", "user"),
    ];
    let (said, _) = filled(vec![call(1, 7, Some(0.5), "a")], &["llm.model_name"], own);
    let keys: Vec<_> = said.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(
        keys,
        [
            "llm.input_messages.0.message.role",
            "llm.output_messages.0.message.content",
            "llm.token_count.completion"
        ]
    );
}

#[test]
fn several_calls_are_summed_up_from_the_first_question_to_the_last_answer() {
    let calls = vec![call(1, 7, Some(0.5), "a"), call(2, 10, Some(0.25), "b"), call(3, 20, Some(0.25), "c")];
    let (said, is_priced) = filled(calls, &[], vec![]);
    assert_eq!(get(&said, "llm.token_count.prompt").as_deref(), Some("37"));
    assert_eq!(get(&said, "llm.cost.total").as_deref(), Some("1"));
    assert_eq!(get(&said, "llm.input_messages.0.message.content").as_deref(), Some("a"));
    assert_eq!(get(&said, "llm.output_messages.0.message.content").as_deref(), Some("c"));
    assert_eq!(get(&said, "llm.model_name").as_deref(), Some("c"));
    assert!(is_priced);
}

#[test]
fn a_span_that_is_exported_twice_counts_once() {
    let (said, _) = filled(vec![call(1, 7, None, "a"), call(1, 7, None, "a")], &[], vec![]);
    assert_eq!(get(&said, "llm.token_count.prompt").as_deref(), Some("7"));
}

#[test]
fn calls_of_which_one_has_no_price_have_none_together() {
    let (said, is_priced) = filled(vec![call(1, 7, Some(0.5), "a"), call(2, 7, None, "b")], &[], vec![]);
    assert_eq!(get(&said, "llm.cost.total"), None);
    assert!(!is_priced, "and must not be priced as if they were one");
    let (_, is_priced) = filled(vec![call(1, 7, None, "a")], &[], vec![]);
    assert!(is_priced, "one call may be priced by what the span around it knows");
}

#[test]
fn a_family_is_what_is_said_together() {
    for (key, expected) in [
        ("llm.token_count.prompt_details.cache_read", "llm.token_count"),
        ("llm.cost.total", "llm.cost"),
        ("llm.input_messages.10.message.role", "llm.input_messages"),
        ("input.mime_type", "input"),
        ("input.audio.url", "input"),
        ("input.images.0.image.url", "input"),
        ("llm.model_name", "llm.model_name"),
        ("inputs", "inputs"),
        ("", ""),
        ("0", "0"),
    ] {
        assert_eq!(family(&crate::key::AttributeKey::from(key)), expected, "{key}");
    }
}

#[test]
fn sums_do_not_overflow() {
    let (said, _) = filled(vec![call(1, i64::MAX, None, "a"), call(2, 1, None, "b")], &[], vec![]);
    assert_eq!(get(&said, "llm.token_count.prompt"), Some(Value::I64(i64::MAX).to_string()));
}
