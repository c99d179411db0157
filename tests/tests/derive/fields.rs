//! What fields may be, and what a derive leaves alone.

use std::borrow::Cow;
use std::fmt;

use openinference_runtime::config::TraceConfig;
use openinference_runtime::derive::{FieldValue, role};
use openinference_runtime::testing::capture_sync;
use openinference_runtime::value::Message;
use openinference_runtime::{LlmRequest, LlmResponse, llm_span};
use serde::Serialize;

use super::said;

#[llm_span]
fn ask<R: openinference_runtime::record::Record>(request: R) {
    let _ = request;
}

fn messages(request: impl openinference_runtime::record::Record) -> Vec<String> {
    let (_, trace) = capture_sync(|| ask(request));
    said(&trace)
        .lines()
        .filter_map(|line| line.strip_prefix("llm.input_messages."))
        .map(str::to_owned)
        .collect()
}

/// A type that says itself what it is.
struct Turn(u8);

impl FieldValue<role::Messages> for Turn {
    fn write_to(&self, _: &TraceConfig, to: &mut Vec<Message>) {
        to.push(Message::user(self.0.to_string()));
    }
}

#[test]
fn a_type_may_say_itself_what_it_is() {
    #[derive(LlmRequest)]
    struct Request(#[oi(messages)] Vec<Option<Turn>>);

    let expected = [
        r#"0.message.content: "1""#,
        r#"0.message.role: "user""#,
        r#"1.message.content: "2""#,
        r#"1.message.role: "user""#,
    ];
    assert_eq!(messages(Request(vec![Some(Turn(1)), None, Some(Turn(2))])), expected);
}

#[test]
fn messages_of_any_provider_are_read_from_what_they_serialise_to() {
    #[derive(LlmRequest)]
    struct Request(#[oi(messages)] serde_json::Value);

    for spelling in [
        serde_json::json!([{ "role": "user", "content": [{ "type": "text", "text": "a" }] }]),
        serde_json::json!([{ "role": "user", "content": [{ "text": "a" }] }]),
        serde_json::json!({ "role": "user", "parts": [{ "text": "a" }] }),
        serde_json::json!({ "role": "user", "content": "a" }),
        serde_json::json!({ "role": "user", "text": "a" }),
        serde_json::json!("a"),
    ] {
        let said = messages(Request(spelling.clone())).join("\n");
        assert!(
            said.contains(r#": "a""#) && said.contains(r#"0.message.role: "user""#),
            "{spelling}: {said}"
        );
    }
    assert_eq!(messages(Request(serde_json::json!([1, null, {}]))), [""; 0]);
}

#[test]
fn generic_fields_are_judged_by_their_bounds() {
    #[derive(LlmRequest)]
    #[oi(bound(T: Serialize, U: fmt::Display))]
    struct Request<'a, T, U: ?Sized> {
        #[oi(model)]
        model: Cow<'a, str>,
        #[oi(messages)]
        messages: Vec<T>,
        #[oi(system_message = ToString::to_string)]
        rules: &'a U,
    }

    let request = Request {
        model: "m".into(),
        messages: vec![serde_json::json!({ "role": "user", "content": "b" })],
        rules: "a",
    };
    assert_eq!(messages(request).len(), 4);
}

#[test]
fn a_field_that_fails_or_panics_spoils_nothing_but_itself() {
    struct Fails;

    impl Serialize for Fails {
        fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(serde::ser::Error::custom("will not"))
        }
    }

    #[derive(LlmRequest)]
    struct Request(#[oi(messages)] Fails, #[oi(model)] &'static str);

    let (_, trace) = capture_sync(|| ask(Request(Fails, "gpt-4o")));
    assert_eq!(trace.roots[0].text("llm.model_name"), Some("gpt-4o"));

    #[derive(LlmRequest)]
    struct Panics(#[oi(model = |_: &u8| -> String { panic!("in a function of the user") })] u8);

    let (_, trace) = capture_sync(|| ask(Panics(0)));
    assert_eq!(said(&trace), "");
}

#[test]
fn what_is_hidden_stays_hidden() {
    #[derive(Serialize, LlmResponse)]
    struct Answer {
        #[oi(content)]
        text: &'static str,
        #[oi(total_tokens)]
        tokens: u8,
    }

    #[llm_span]
    fn answer() -> Answer {
        Answer { text: "secret", tokens: 3 }
    }
    let config = TraceConfig::builder().hide_outputs(true).build();
    let (_, trace) = openinference_runtime::testing::Capture::new().config(config).run_sync(answer);
    let everything = format!("{trace:#}");
    assert!(!everything.contains("secret"), "{everything}");
    assert_eq!(trace.roots[0].attributes["llm.token_count.total"], 3);
}
