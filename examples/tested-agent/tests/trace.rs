//! The agent's trace: its shape, what its spans say, a snapshot, and that it has not changed.

use openinference_runtime::testing::{
    Capture, Recording, Rule, Trace, assert_span, assert_trace, capture, traced_test,
};
use openinference_runtime::value::{Message, TokenCount, ToolCall};
use tested_agent::{Completion, Scripted, answer};

async fn rome_and_oslo() -> Trace {
    let model = Scripted::new(vec![
        Completion::weather_of(&["Rome", "Oslo"]),
        Completion::text("21 °C in Rome, -3 °C in Oslo."),
    ]);
    let run = answer(&model, "session-1", "How warm is it in Rome and Oslo?");
    Capture::new().deterministic().run(run).await.1
}

#[tokio::test]
async fn the_agent_asks_the_model_calls_the_tools_and_asks_again() {
    assert_trace!(
        rome_and_oslo().await,
        "
        AGENT weather_agent
          LLM chat
          TOOL get_weather
          TOOL get_weather
          LLM chat
        "
    );
}

#[tokio::test]
async fn the_spans_say_what_happened() {
    let trace = rome_and_oslo().await;
    assert_span!(
        trace,
        "agent",
        name == "weather_agent",
        input == "How warm is it in Rome and Oslo?",
        output == "21 °C in Rome, -3 °C in Oslo.",
        "session.id" == "session-1",
    );
    let first = assert_span!(trace, "agent > llm[0]", "llm.model_name" == "gpt-4o").llm();
    assert_eq!(first.tool_calls()[1], ToolCall::new("get_weather", r#"{"city":"Oslo"}"#).id("call_1"));
    assert_eq!(first.token_count(), TokenCount::new(20, 12).total(32).cache_read(16));
    let second = trace.span("agent > llm[1]").llm();
    assert_eq!(second.input_messages()[3], Message::tool("call_0", "21 °C in Rome").name("get_weather"));
    assert_span!(trace, "agent > tool[1]", "tool.id" == "call_1", input == r#"{"city":"Oslo"}"#);
}

#[tokio::test]
async fn the_whole_trace_is_as_it_was_reviewed() {
    insta::assert_yaml_snapshot!(rome_and_oslo().await);
}

#[tokio::test]
async fn the_parts_that_matter_fit_into_the_test() {
    let trace = rome_and_oslo().await;
    let view = trace.view().only("tool").keep(["input.value", "output.value"]);
    insta::assert_snapshot!(format!("{view:#}"), @r#"
    TOOL get_weather
        input.value: {"city":"Rome"}
        output.value: {"city":"Rome","celsius":21}
    TOOL get_weather
        input.value: {"city":"Oslo"}
        output.value: {"city":"Oslo","celsius":-3}
    "#);
}

#[tokio::test]
async fn nothing_has_changed_since_the_trace_was_saved() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/rome_and_oslo.jsonl");
    let now = rome_and_oslo().await;
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        now.save(file).expect("the file can be written");
    }
    let saved = Trace::load(file).expect("the file is one of ours");
    now.assert_same_as(&saved[0]);
}

#[traced_test(check)]
#[tokio::test]
async fn a_tool_that_fails_is_told_to_the_model(spans: Recording) {
    let model = Scripted::new(vec![Completion::weather_of(&["Atlantis"]), Completion::text("Nobody knows.")]);
    let said = answer(&model, "session-2", "How warm is it in Atlantis?").await.expect("an answer");
    assert_eq!(said, "Nobody knows.");
    let trace = spans.trace();
    assert_trace!(
        trace,
        "
        AGENT weather_agent
          LLM chat
          TOOL get_weather (error: *no station in Atlantis)
          LLM chat
        "
    );
}

#[tokio::test]
async fn an_agent_without_an_end_gives_up() {
    let model = Scripted::new((0..9).map(|_| Completion::weather_of(&["Rome"])).collect());
    let (result, trace) = capture(answer(&model, "session-3", "How warm is it?")).await;
    assert!(result.is_err());
    assert_span!(trace, "agent", status == error, |span| span.find_all("> llm").len() == 4);
}

#[tokio::test]
async fn every_trace_keeps_to_the_conventions() {
    let report = rome_and_oslo().await.check();
    assert_eq!(report.of(Rule::OutlivesParent).count(), 0);
    report.assert_clean();
}
