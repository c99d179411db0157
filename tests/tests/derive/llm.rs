//! Requests and responses.

use std::sync::Arc;

use openinference_runtime::testing::capture_sync;
use openinference_runtime::value::{Message, ToolCall, ToolDefinition};
use openinference_runtime::{LlmRequest, LlmResponse, chain_span, llm_span};
use serde::Serialize;

use super::said;

#[derive(Serialize, LlmRequest)]
struct Question<'a> {
    #[oi(model)]
    model: Model,
    #[oi(system_message)]
    persona: Option<&'a str>,
    #[oi(messages)]
    history: &'a [Turn],
    #[oi(user_message)]
    text: Arc<str>,
    #[oi(tools = |names| names.iter().map(|name| ToolDefinition::function(*name, "", "{}")).collect::<Vec<_>>())]
    tools: Vec<&'static str>,
    #[oi(invocation_parameters)]
    settings: Settings,
    #[oi(invocation_parameters = "top_p")]
    share: Option<f32>,
    #[oi(attribute = "app.tenant")]
    tenant: u32,
    trace_id: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum Model {
    #[serde(rename = "claude-sonnet-4-5")]
    Sonnet,
}

/// As many applications keep their messages.
#[derive(Serialize)]
struct Turn {
    role: &'static str,
    content: &'static str,
}

#[derive(Serialize)]
struct Settings {
    temperature: f32,
    seed: Option<u32>,
}

fn question(share: Option<f32>) -> Question<'static> {
    Question {
        model: Model::Sonnet,
        persona: Some("Be brief."),
        history: &[Turn { role: "user", content: "Hello" }, Turn { role: "assistant", content: "Hi" }],
        text: "Weather in Rome?".into(),
        tools: vec!["get_weather"],
        settings: Settings { temperature: 0.5, seed: None },
        share,
        tenant: 7,
        trace_id: 1,
    }
}

#[llm_span]
fn ask(question: &Question<'_>) {
    let _ = question.trace_id;
}

#[test]
fn a_request_is_told_field_by_field() {
    let (_, trace) = capture_sync(|| ask(&question(Some(0.5))));
    let expected = r#"
app.tenant: 7
llm.input_messages.0.message.content: "Be brief."
llm.input_messages.0.message.role: "system"
llm.input_messages.1.message.content: "Hello"
llm.input_messages.1.message.role: "user"
llm.input_messages.2.message.content: "Hi"
llm.input_messages.2.message.role: "assistant"
llm.input_messages.3.message.content: "Weather in Rome?"
llm.input_messages.3.message.role: "user"
llm.invocation_parameters: "{\"temperature\":0.5,\"seed\":null,\"top_p\":0.5}"
llm.model_name: "claude-sonnet-4-5"
llm.request.model_name: "claude-sonnet-4-5"
llm.system: "anthropic"
llm.tools.0.tool.json_schema: "{\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"description\":\"\",\"parameters\":\"{}\"}}"
"#;
    assert_eq!(said(&trace), expected.trim_start());
}

#[test]
fn the_input_is_what_the_type_serialises_to() {
    let (_, trace) = capture_sync(|| ask(&question(None)));
    let input = trace.roots[0].text("input.value").unwrap();
    assert!(input.starts_with(r#"{"model":"claude-sonnet-4-5","persona":"Be brief.""#), "{input}");
    assert_eq!(trace.roots[0].text("input.mime_type"), Some("application/json"));
    assert!(!said(&trace).contains("top_p"), "what is None is not said");
}

#[test]
fn a_request_is_told_to_llm_spans_alone() {
    #[chain_span]
    fn relay(question: &Question<'_>) {
        let _ = question;
    }
    let (_, trace) = capture_sync(|| relay(&question(None)));
    assert_eq!(said(&trace), "");
    #[llm_span]
    fn echo() -> Question<'static> {
        question(None)
    }
    let (_, trace) = capture_sync(echo);
    assert_eq!(said(&trace), "", "as a result it is no request");
}

#[derive(Debug, LlmResponse)]
struct Answer {
    #[oi(model)]
    served_by: String,
    #[oi(reasoning)]
    thought: Option<String>,
    #[oi(content)]
    text: String,
    #[oi(tool_calls)]
    calls: Vec<ToolCall>,
    #[oi(finish_reason)]
    because: Because,
    #[oi(usage)]
    usage: Usage,
    #[oi(cache_read_tokens)]
    cached: u16,
    #[oi(cost)]
    dollars: f64,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum Because {
    ToolCalls,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Usage {
    input_tokens: u32,
    output_tokens: u32,
}

fn answer() -> Answer {
    Answer {
        served_by: "gpt-4o-2024-08-06".to_owned(),
        thought: None,
        text: "Let me see.".to_owned(),
        calls: vec![ToolCall::new("get_weather", r#"{"city":"Rome"}"#).id("call_1")],
        because: Because::ToolCalls,
        usage: Usage { input_tokens: 20, output_tokens: 7 },
        cached: 16,
        dollars: 0.25,
    }
}

#[test]
fn a_response_is_told_field_by_field() {
    #[llm_span(model = "gpt-4o")]
    fn ask() -> Result<Option<Box<Answer>>, String> {
        Ok(Some(Box::new(answer())))
    }
    let (_, trace) = capture_sync(|| ask().unwrap());
    let expected = r#"
llm.cost.total: 0.25
llm.finish_reason: "tool_calls"
llm.model_name: "gpt-4o"
llm.output_messages.0.message.content: "Let me see."
llm.output_messages.0.message.role: "assistant"
llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments: "{\"city\":\"Rome\"}"
llm.output_messages.0.message.tool_calls.0.tool_call.function.name: "get_weather"
llm.output_messages.0.message.tool_calls.0.tool_call.id: "call_1"
llm.response.model_name: "gpt-4o-2024-08-06"
llm.system: "openai"
llm.token_count.completion: 7
llm.token_count.prompt: 20
llm.token_count.prompt_details.cache_read: 16
llm.token_count.total: 27
"#;
    assert_eq!(said(&trace), expected.trim_start());
    let output = trace.roots[0].text("output.value").unwrap();
    assert!(output.starts_with("Answer { served_by:"), "no Serialize, so Debug: {output}");
}

#[test]
fn reasoning_stands_before_the_text() {
    #[llm_span]
    fn ask() -> Answer {
        Answer { thought: Some("Hm.".to_owned()), calls: Vec::new(), ..answer() }
    }
    let (_, trace) = capture_sync(ask);
    let parts: Vec<&str> = (0..2)
        .map(|part| {
            trace.roots[0]
                .text(&format!("llm.output_messages.0.message.contents.{part}.message_content.text"))
                .unwrap()
        })
        .collect();
    assert_eq!(parts, ["Hm.", "Let me see."]);
}

#[test]
fn each_answer_of_a_list_is_a_message() {
    #[derive(LlmResponse)]
    struct One(#[oi(content)] &'static str);

    #[llm_span]
    fn ask() -> Vec<One> {
        vec![One("a"), One("b")]
    }
    let (_, trace) = capture_sync(ask);
    let expected = "\
llm.output_messages.0.message.content: \"a\"
llm.output_messages.0.message.role: \"assistant\"
llm.output_messages.1.message.content: \"b\"
llm.output_messages.1.message.role: \"assistant\"
";
    assert_eq!(said(&trace), expected);
    assert_eq!(trace.roots[0].attributes.get("output.value"), None, "it has neither Serialize nor Debug");
}

#[test]
fn variants_of_an_enum_say_different_things() {
    #[derive(Serialize, LlmResponse)]
    #[allow(clippy::large_enum_variant, reason = "as answers are")]
    enum Reply {
        Text(#[oi(content)] String),
        Whole {
            #[oi(messages)]
            message: Message,
            #[oi(total_tokens)]
            tokens: u64,
        },
        Nothing,
    }

    #[llm_span]
    fn ask(which: u8) -> Reply {
        match which {
            0 => Reply::Text("a".to_owned()),
            1 => Reply::Whole { message: Message::assistant("b"), tokens: 3 },
            _ => Reply::Nothing,
        }
    }
    let content = "llm.output_messages.0.message.content";
    let (_, trace) = capture_sync(|| ask(0));
    assert_eq!(trace.roots[0].text(content), Some("a"));
    let (_, trace) = capture_sync(|| ask(1));
    assert_eq!(trace.roots[0].text(content), Some("b"));
    assert_eq!(trace.roots[0].attributes["llm.token_count.total"], 3);
    let (_, trace) = capture_sync(|| ask(2));
    assert_eq!(said(&trace), "");
}
