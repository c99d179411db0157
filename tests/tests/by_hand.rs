//! Spans by hand: the same lifecycle as the macros'.

use std::future::pending;
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;
use openinference_runtime::opentelemetry::trace::TraceContextExt as _;
use openinference_runtime::opentelemetry::{Context, Key, KeyValue, Value};
use openinference_runtime::record::Json;
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::testing::{SpanStatus, capture, capture_sync};
use openinference_runtime::value::{Document, Message, TokenCount};
use openinference_runtime::{current, span};

#[test]
fn a_span_by_hand_nests_and_records_input_and_output() {
    let (value, trace) = capture_sync(|| {
        span(SpanKind::Agent, "outer").session("s-1").input("question").in_scope_result(|| {
            current().attribute("extra", 7);
            let inner = span(SpanKind::Chain, format!("step:{}", 1)).input(&vec![1, 2]).start();
            inner.set_output("done");
            inner.ok();
            Ok::<_, String>("answer")
        })
    });
    assert_eq!(value, Ok("answer"));
    insta::assert_yaml_snapshot!(trace);
}

#[test]
fn an_error_by_hand_sets_status_and_one_exception_event() {
    let (_, trace) = capture_sync(|| span(SpanKind::Chain, "parse").in_scope_result(|| "x".parse::<u32>()));
    insta::assert_yaml_snapshot!(trace);
}

#[tokio::test]
async fn a_cancelled_scope_is_an_error_and_an_event() {
    let (_, trace) = capture(async {
        let mut scope = Box::pin(span(SpanKind::Chain, "hangs").scope(pending::<()>()));
        assert!((&mut scope).now_or_never().is_none());
        drop(scope);
    })
    .await;
    assert_eq!(trace.roots[0].status, SpanStatus::Error("cancelled".to_owned()));
    assert_eq!(trace.roots[0].events[0].name, "cancelled");
}

#[tokio::test]
async fn a_panic_in_a_scope_is_recorded_and_goes_on() {
    let what = String::from("tea");
    let panics = async { panic!("out of {what}") };
    let (caught, trace) =
        capture(AssertUnwindSafe(span(SpanKind::Chain, "panics").scope(panics)).catch_unwind()).await;
    let payload = caught.expect_err("the panic goes on");
    assert_eq!(payload.downcast_ref::<String>().map(String::as_str), Some("out of tea"));
    assert_eq!(trace.roots[0].status, SpanStatus::Error("panic: out of tea".to_owned()));
    assert_eq!(trace.roots[0].events.len(), 1);
}

#[test]
fn a_guard_that_is_dropped_ends_the_span_as_it_stands() {
    let (_, trace) = capture_sync(|| {
        let _span = span(SpanKind::Tool, "t").start();
    });
    assert_eq!(trace.roots[0].status, SpanStatus::Unset);
    assert_eq!(trace.unfinished, 0);
}

#[test]
fn typed_values_can_be_said_of_the_span_in_progress_and_of_none() {
    let say = || {
        current().record_usage(&TokenCount::new(120, 30));
        current().set_input_messages(&[Message::user("Rome?")]);
        current().set_output_messages(&[Message::assistant("sunny")]);
        current().set_documents(&[Document::new("a guide")]);
        current().set_model("m-1");
    };
    say();
    let (_, trace) = capture_sync(|| span(SpanKind::Llm, "chat").in_scope(say));
    insta::assert_yaml_snapshot!(trace);
}

/// Keys that look like those of the conventions, and are none.
const ODD_KEYS: &[&str] = &[
    "llm.input_messages.x.y",
    "llm.input_messages.007.message.content",
    "llm.input_messages.12345678901234567890.message.content",
    "llm.input_messages.4294967296.message.content",
    "llm.input_messages.0",
    "llm.input_messages.0.",
    "LLM.model_name",
    "llm.model_name ",
    ".",
    "0",
    "\u{1f980}.0",
];

fn set(key: impl Into<Key>, value: impl Into<Value>) {
    Context::current().span().set_attribute(KeyValue::new(key, value));
}

#[test]
fn foreign_attributes_keep_their_keys_whatever_these_are() {
    let (_, trace) = capture_sync(|| {
        span(SpanKind::Chain, "odd").in_scope(|| {
            for (index, key) in ODD_KEYS.iter().enumerate() {
                set(*key, "first");
                set((*key).to_owned(), format!("{index}"));
            }
            set("llm.input_messages.7.message.content", "seven");
            set("llm.model_name", "first");
            set("llm.model_name".to_owned(), "last");
        });
    });
    let odd = &trace.roots[0];
    for (index, key) in ODD_KEYS.iter().enumerate() {
        assert_eq!(odd.text(key), Some(format!("{index}").as_str()), "{key}");
    }
    assert_eq!(odd.text("llm.input_messages.7.message.content"), Some("seven"));
    assert_eq!(odd.text("llm.model_name"), Some("last"), "a text meets the key that it is");
    assert_eq!(odd.attributes.len(), ODD_KEYS.len() + 2, "each once");
}

#[test]
fn ten_thousand_attributes_are_each_kept_once() {
    const MANY: i64 = 9_990;
    let (_, trace) = capture_sync(|| {
        span(SpanKind::Chain, "many").in_scope(|| {
            for round in 0..2 {
                for item in 0..MANY {
                    set(format!("mine.n{item}"), item + round);
                }
            }
        });
    });
    let many = &trace.roots[0];
    assert_eq!(many.attributes.len(), usize::try_from(MANY).unwrap_or_default());
    for item in [0, 1, 500, 512, MANY - 1] {
        assert_eq!(many.attribute(&format!("mine.n{item}")).and_then(Json::as_i64), Some(item + 1));
    }
}

#[test]
fn threads_that_write_to_one_span_lose_nothing() {
    const THREADS: usize = 8;
    const EACH: usize = 300;
    let (_, trace) = capture_sync(|| {
        span(SpanKind::Chain, "shared").in_scope(|| {
            let here = current();
            std::thread::scope(|threads| {
                for thread in 0..THREADS {
                    let here = here.clone();
                    threads.spawn(move || {
                        for item in 0..EACH {
                            here.attribute(format!("mine.t{thread}.n{item}"), "kept");
                            here.write(|out| out.push("shared", format!("{thread}")));
                        }
                    });
                }
            });
        });
    });
    let shared = &trace.roots[0];
    let kept = |thread: usize, item: usize| shared.text(&format!("mine.t{thread}.n{item}")) == Some("kept");
    assert!((0..THREADS).all(|thread| (0..EACH).all(|item| kept(thread, item))));
    assert_eq!(shared.attributes.len(), THREADS * EACH + 1, "with what all have written");
}
