//! The reference's matrix for LLM calls: a function, an async function, a generator, an async generator, each ending well and
//! in an error.

use futures_util::{Stream, StreamExt as _, stream};
use openinference_runtime::testing::{Trace, assert_span, capture, capture_sync};
use openinference_runtime::value::{Message, MessageContent, Reasoning, TokenCount, write_output_messages};
use openinference_runtime::{current, llm_span, semconv::SpanKind, span};

type Answer = Result<String, std::fmt::Error>;

#[llm_span(model = "gpt-4o", system = "openai")]
fn ask(question: &str, fails: bool) -> Answer {
    if fails { Err(std::fmt::Error) } else { Ok(format!("{question}!")) }
}

#[llm_span(model = "gpt-4o", system = "openai")]
async fn ask_async(question: &str, fails: bool) -> Answer {
    tokio::task::yield_now().await;
    if fails { Err(std::fmt::Error) } else { Ok(format!("{question}!")) }
}

#[llm_span(model = "gpt-4o", system = "openai")]
fn ask_in_pieces(question: &str, fails: bool) -> Box<dyn Iterator<Item = Answer> + Send> {
    let last = if fails { Err(std::fmt::Error) } else { Ok("!".to_owned()) };
    Box::new([Ok(question.to_owned()), last].into_iter())
}

#[llm_span(model = "gpt-4o", system = "openai")]
fn ask_in_a_stream(question: &str, fails: bool) -> impl Stream<Item = Answer> + use<> {
    let last = if fails { Err(std::fmt::Error) } else { Ok("!".to_owned()) };
    stream::iter([Ok(question.to_owned()), last])
}

fn is_well(trace: &Trace, name: &str) {
    assert_span!(
        trace,
        name,
        kind == Llm,
        status == ok,
        "llm.model_name" == "gpt-4o",
        "llm.system" == "openai",
        input == r#"{"question":"tea","fails":false}"#,
        output == "tea!",
        |span| span.event("exception").is_none(),
    );
    trace.assert_conforms();
}

fn is_failed(trace: &Trace, name: &str) {
    let span = assert_span!(trace, name, kind == Llm, status == error, "llm.model_name" == "gpt-4o");
    assert_eq!(
        span.error().map(|error| error.status),
        Some("Error: an error occurred when formatting an argument")
    );
    assert_eq!(span.events.iter().filter(|event| event.name == "exception").count(), 1);
    trace.assert_conforms();
}

#[test]
fn a_function_ends_well_and_in_an_error() {
    is_well(&capture_sync(|| ask("tea", false)).1, "ask");
    let (_, trace) = capture_sync(|| ask("tea", true));
    is_failed(&trace, "ask");
    assert_span!(trace, "ask", no "output.value");
}

#[tokio::test]
async fn an_async_function_ends_well_and_in_an_error() {
    is_well(&capture(ask_async("tea", false)).await.1, "ask_async");
    let (_, trace) = capture(ask_async("tea", true)).await;
    is_failed(&trace, "ask_async");
    assert_span!(trace, "ask_async", no "output.value");
}

#[test]
fn an_iterator_ends_well_and_in_an_error() {
    is_well(&capture_sync(|| ask_in_pieces("tea", false).for_each(drop)).1, "ask_in_pieces");
    let (_, trace) = capture_sync(|| ask_in_pieces("tea", true).for_each(drop));
    is_failed(&trace, "ask_in_pieces");
    assert_span!(trace, "ask_in_pieces", output == "tea");
}

#[tokio::test]
async fn a_stream_ends_well_and_in_an_error() {
    let drain = |fails| async move { ask_in_a_stream("tea", fails).collect::<Vec<_>>().await };
    is_well(&capture(drain(false)).await.1, "ask_in_a_stream");
    let (_, trace) = capture(drain(true)).await;
    is_failed(&trace, "ask_in_a_stream");
    assert_span!(trace, "ask_in_a_stream", output == "tea");
}

#[llm_span(
    model = "gpt-4o",
    system = "openai",
    output = |answer| answer.len(),
    on_result(|answer| "llm.token_count.completion" = i64::try_from(answer.len()).unwrap_or(0))
)]
async fn ask_with_attributes(question: &str) -> String {
    current().write(|out| TokenCount::new(1, 3).write(out));
    question.to_owned()
}

#[tokio::test]
async fn attributes_are_made_of_the_result() {
    let (_, trace) = capture(ask_with_attributes("tea")).await;
    let span = assert_span!(trace, "llm", output == "3", "llm.token_count.completion" == 3);
    assert_eq!(span.llm().token_count(), TokenCount::new(1, 3).total(4));
}

fn thought() -> Message {
    Message::assistant("")
        .part(Reasoning::default().text("Let me see.").signature("sig").data("d").encrypted_content("e"))
        .part(MessageContent::text("12 °C"))
}

#[llm_span(model = "claude", system = "anthropic")]
fn think() -> &'static str {
    current().write(|out| write_output_messages(&[thought()], out));
    "12 °C"
}

#[test]
fn reasoning_is_kept_in_order_with_what_belongs_to_the_provider() {
    let (_, trace) = capture_sync(|| {
        think();
        span(SpanKind::Llm, "by hand")
            .in_scope(|| current().write(|out| write_output_messages(&[thought()], out)));
    });
    for name in ["think", "by hand"] {
        assert_eq!(trace.span(name).llm().output_messages(), [thought()]);
    }
}
