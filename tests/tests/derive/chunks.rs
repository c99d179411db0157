//! Items of streams.

use futures_util::stream::{self, Stream, StreamExt as _};
use openinference_runtime::config::TraceConfig;
use openinference_runtime::testing::{Capture, capture, capture_sync};
use openinference_runtime::value::{Chunk, ToolCallChunk};
use openinference_runtime::{LlmChunk, llm_span};
use serde::Serialize;

use super::said;

#[derive(Clone, Debug, Serialize, LlmChunk)]
enum Event {
    Begin {
        #[oi(model)]
        model: &'static str,
        #[oi(prompt_tokens)]
        read: u32,
    },
    Thought(#[oi(reasoning)] &'static str),
    Text(#[oi(content)] &'static str),
    Call(#[oi(tool_calls)] ToolCallPart),
    Ping,
    End {
        #[oi(finish_reason)]
        because: Option<&'static str>,
        #[oi(completion_tokens)]
        written: u32,
    },
}

#[derive(Clone, Debug, Serialize)]
struct ToolCallPart {
    index: usize,
    id: Option<&'static str>,
    name: Option<&'static str>,
    arguments: &'static str,
}

#[llm_span(system = "openai")]
fn chat(events: Vec<Event>) -> impl Stream<Item = Result<Event, String>> {
    stream::iter(events).map(Ok)
}

#[tokio::test]
async fn pieces_are_put_together_as_they_pass() {
    let call = |index, id, name, arguments| Event::Call(ToolCallPart { index, id, name, arguments });
    let events = vec![
        Event::Begin { model: "o3", read: 20 },
        Event::Thought("H"),
        Event::Thought("m."),
        Event::Text("Let me "),
        Event::Ping,
        Event::Text("see."),
        call(0, Some("call_1"), Some("get_weather"), r#"{"city":"#),
        call(1, Some("call_2"), Some("get_time"), ""),
        call(0, None, None, r#""Rome"}"#),
        Event::End { because: Some("tool_calls"), written: 7 },
    ];
    let (passed, trace) = capture(async { chat(events).count().await }).await;
    assert_eq!(passed, 10);
    let expected = r#"
llm.finish_reason: "tool_calls"
llm.model_name: "o3"
llm.output_messages.0.message.contents.0.message_content.text: "Hm."
llm.output_messages.0.message.contents.0.message_content.type: "reasoning"
llm.output_messages.0.message.contents.1.message_content.text: "Let me see."
llm.output_messages.0.message.contents.1.message_content.type: "text"
llm.output_messages.0.message.role: "assistant"
llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments: "{\"city\":\"Rome\"}"
llm.output_messages.0.message.tool_calls.0.tool_call.function.name: "get_weather"
llm.output_messages.0.message.tool_calls.0.tool_call.id: "call_1"
llm.output_messages.0.message.tool_calls.1.tool_call.function.name: "get_time"
llm.output_messages.0.message.tool_calls.1.tool_call.id: "call_2"
llm.response.model_name: "o3"
llm.system: "openai"
llm.token_count.completion: 7
llm.token_count.prompt: 20
llm.token_count.total: 27
"#;
    assert_eq!(said(&trace), expected.trim_start());
    assert!(trace.roots[0].text("output.value").unwrap().starts_with(r#"{"role":"assistant","contents":"#));
}

#[tokio::test]
async fn the_output_of_a_text_is_the_text() {
    let (_, trace) = capture(async { chat(vec![Event::Text("a"), Event::Text("b")]).count().await }).await;
    assert_eq!(trace.roots[0].text("output.value"), Some("ab"));
    assert_eq!(trace.roots[0].text("output.mime_type"), Some("text/plain"));
}

#[tokio::test]
async fn an_early_drop_keeps_what_arrived() {
    let (_, trace) = capture(async {
        let mut events = Box::pin(chat(vec![Event::Text("a"), Event::Text("b"), Event::Text("c")]));
        events.next().await;
        events.next().await;
    })
    .await;
    assert_eq!(trace.roots[0].text("llm.output_messages.0.message.content"), Some("ab"));
    assert_eq!(trace.roots[0].attributes["stream.incomplete"], true);
}

#[test]
fn a_piece_that_is_returned_by_itself_is_an_answer() {
    #[llm_span]
    fn once() -> Vec<Event> {
        vec![Event::Text("a"), Event::Text("b"), Event::End { because: None, written: 2 }]
    }
    let (_, trace) = capture_sync(once);
    let expected = "\
llm.output_messages.0.message.content: \"ab\"
llm.output_messages.0.message.role: \"assistant\"
llm.token_count.completion: 2
";
    assert_eq!(said(&trace), expected);
}

#[tokio::test]
async fn pieces_by_hand_are_put_together_as_well() {
    #[llm_span]
    fn by_hand() -> impl Stream<Item = Chunk> {
        stream::iter([
            Chunk::content("a"),
            Chunk::content("x").choice(1).finish_reason("length"),
            Chunk::content("b").finish_reason("stop").attribute("app.cached", true),
            Chunk::default().tool_call(ToolCallChunk::start("call_1", "f")),
            Chunk::default()
                .tool_call(ToolCallChunk::arguments("{"))
                .tool_call(ToolCallChunk::arguments("}")),
            Chunk::default().tool_call(ToolCallChunk::start("call_2", "g")),
        ])
    }
    let (_, trace) = capture(async { by_hand().count().await }).await;
    let expected = r#"
app.cached: true
llm.finish_reason: "stop"
llm.output_messages.0.message.content: "ab"
llm.output_messages.0.message.role: "assistant"
llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments: "{}"
llm.output_messages.0.message.tool_calls.0.tool_call.function.name: "f"
llm.output_messages.0.message.tool_calls.0.tool_call.id: "call_1"
llm.output_messages.0.message.tool_calls.1.tool_call.function.name: "g"
llm.output_messages.0.message.tool_calls.1.tool_call.id: "call_2"
llm.output_messages.1.message.content: "x"
llm.output_messages.1.message.role: "assistant"
"#;
    assert_eq!(said(&trace), expected.trim_start());
}

#[derive(Clone, Debug, Serialize, LlmChunk)]
struct Piece(#[oi(content)] String);

/// As much of each text is kept as an attribute may hold, however much that is.
#[tokio::test]
async fn of_pieces_no_more_is_kept_than_an_attribute_may_hold() {
    #[llm_span]
    fn streamed(count: usize) -> impl Stream<Item = Piece> {
        stream::iter(std::iter::repeat_n(Piece("x".repeat(1000)), count))
    }
    #[llm_span]
    fn listed(count: usize) -> Vec<Piece> {
        vec![Piece("x".repeat(1000)); count]
    }
    for (limit, count) in [(2_000, 10), (3 << 20, 2_000)] {
        let capture =
            || Capture::new().config(TraceConfig::builder().without_env().value_length_limit(limit).build());
        let (_, streamed) = capture().run(async { streamed(count).count().await }).await;
        let (_, listed) = capture().run_sync(|| listed(count));
        for (way, trace) in [("streamed", streamed), ("listed", listed)] {
            let said = trace.roots[0].text("llm.output_messages.0.message.content").unwrap_or_default();
            let whole = count * 1000;
            if whole <= limit {
                assert_eq!(said.len(), whole, "{way}");
            } else {
                assert!(
                    said.len() <= limit && said.ends_with(&format!(" of {whole} bytes kept]")),
                    "{way}: {said}"
                );
            }
        }
    }
}

/// What a redactor looks for may stand where a text is cut.
#[tokio::test]
async fn a_redactor_sees_what_is_cut_afterwards() {
    #[llm_span]
    fn pieces(texts: Vec<String>) -> impl Stream<Item = Piece> {
        stream::iter(texts.into_iter().map(Piece))
    }
    #[llm_span]
    fn chunks(texts: Vec<String>) -> impl Stream<Item = serde_json::Value> {
        let chunk = |text| serde_json::json!({ "object": "chat.completion.chunk", "choices": [{ "index": 0, "delta": { "content": text } }] });
        stream::iter(texts.into_iter().map(chunk))
    }
    let limit = 2_000;
    let config = || {
        TraceConfig::builder()
            .without_env()
            .value_length_limit(limit)
            .redactor(|text: &str| {
                text.contains("Rumpelstiltskin").then(|| text.replace("Rumpelstiltskin", "nobody"))
            })
            .build()
    };
    let texts = vec!["x".repeat(limit - 42), "Rumpel".to_owned(), "stiltskin".to_owned(), "y".repeat(500)];
    let (_, one) = Capture::new().config(config()).run(async { pieces(texts.clone()).count().await }).await;
    let (_, other) = Capture::new().config(config()).run(async { chunks(texts).count().await }).await;
    for trace in [one, other] {
        for (key, value) in trace.roots[0].attributes.iter().filter(|(key, _)| !key.starts_with("input.")) {
            assert!(value.as_str().is_none_or(|text| !text.contains("Rumpel")), "{key}: {value:?}");
        }
        let said = trace.roots[0].text("llm.output_messages.0.message.content").unwrap_or_default();
        assert!(said.contains("nobody") || said.contains("[cut: "), "{said}");
    }
}
