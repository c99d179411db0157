use crate::opentelemetry::{Array, Value};

use crate::config::{REDACTED, TraceConfig};

/// Takes out every run of 16 digits.
fn digits(text: &str) -> Option<String> {
    let mut out = text.to_owned();
    let is_card = |window: &[u8]| window.iter().all(u8::is_ascii_digit);
    while let Some(at) = out.as_bytes().windows(16).position(is_card) {
        out.replace_range(at..at + 16, "<card>");
    }
    (out != text).then_some(out)
}

fn config() -> TraceConfig {
    TraceConfig::builder().without_env().redactor(digits).build()
}

fn masked(config: &TraceConfig, text: &str) -> String {
    match config.mask("input.value", text.to_owned().into()) {
        Some(Value::String(text)) => text.into(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_text_is_redacted_wherever_it_stands() {
    let config = config();
    assert_eq!(masked(&config, "card 4111111111111111."), "card <card>.");
    let list = |first: &'static str| Value::Array(Array::String(vec![first.into(), "a".into()]));
    assert_eq!(config.mask("tag.tags", list("4111111111111111")), Some(list("<card>")));
    assert_eq!(config.mask_name("pay 4111111111111111".into()), "pay <card>");
}

#[test]
fn json_stays_json() {
    let text = r#"{"pan":4111111111111111,"n":1.50,"4111111111111111":["a 4111111111111111"],"args":"{\"pan\":4111111111111111}"}"#;
    assert_eq!(
        masked(&config(), text),
        r#"{"pan":"<card>","n":1.5,"<card>":["a <card>"],"args":"{\"pan\":\"<card>\"}"}"#
    );
}

#[test]
fn what_is_not_redacted_is_not_written_anew() {
    for text in [r#"{ "n": 1.50, "n": 1e3 }"#, "[1, 2", "plain"] {
        assert_eq!(masked(&config(), text), text);
    }
}

#[test]
fn nothing_is_cut_in_two_that_would_have_been_found_whole() {
    let config = TraceConfig::builder().without_env().redactor(digits).value_length_limit(100).build();
    let text = format!("{}4111111111111111", "x".repeat(90));
    assert!(!masked(&config, &text).contains("411"), "as a value");
    let json = crate::record::to_json(&serde_json::json!({ "a": text }), &config).expect("serialises");
    assert!(!json.write(1000).contains("411"), "as a field");
    let debug = crate::record::format_debug(&text, config.recording_limit(), &config).expect("formats");
    assert!(!masked(&config, &debug).contains("411"), "as Debug");
}

#[test]
fn several_run_in_order() {
    let config = TraceConfig::builder()
        .without_env()
        .redactor(|text: &str| Some(text.replace('a', "b")))
        .redactor(|text: &str| Some(text.replace('b', "c")))
        .build();
    assert_eq!(masked(&config, "ab"), "cc");
}

#[test]
fn a_redactor_that_panics_redacts_everything() {
    let panics = |text: &str| -> Option<String> { panic!("{text}") };
    let config = TraceConfig::builder().without_env().redactor(panics).build();
    assert_eq!(masked(&config, "text"), REDACTED);
}

#[test]
fn what_is_hidden_is_not_shown_to_a_redactor_and_the_kind_stays_what_it_is() {
    let sees = |text: &str| Some(text.to_lowercase());
    let config = TraceConfig::builder().without_env().hide_inputs(true).redactor(sees).build();
    assert_eq!(config.mask("input.value", "A".into()), Some(REDACTED.into()));
    assert_eq!(config.mask("openinference.span.kind", "LLM".into()), Some("LLM".into()));
}

#[cfg(feature = "regex-redactor")]
#[test]
fn patterns_are_replaced_literally_and_all_of_them() {
    use crate::config::Patterns;
    let patterns = Patterns::new([r"\b\d{4}\b", "(?i)ALICE"]).expect("patterns").replacement("$0");
    let config = TraceConfig::builder().without_env().redactor(patterns).build();
    assert_eq!(masked(&config, "alice 1234 bob 12345"), "$0 $0 bob 12345");
    assert!(Patterns::new(["("]).is_err());
}

#[test]
fn what_is_nested_too_deeply_to_be_looked_at_is_not_written() {
    let text = format!("{}\"4111111111111111\"{}", "[".repeat(100), "]".repeat(100));
    assert!(!masked(&config(), &text).contains("4111"));
}
