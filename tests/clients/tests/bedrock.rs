//! The crate `aws-sdk-bedrockruntime`, whose types do not serialise.

use std::collections::HashMap;

use aws_sdk_bedrockruntime::operation::converse::{ConverseInput, ConverseOutput};
use aws_sdk_bedrockruntime::operation::invoke_model::{InvokeModelInput, InvokeModelOutput};
use aws_sdk_bedrockruntime::primitives::Blob;
use aws_sdk_bedrockruntime::types::{
    ContentBlock, ContentBlockDelta, ContentBlockDeltaEvent, ContentBlockStart, ContentBlockStartEvent,
    ConversationRole, ConverseOutput as Answer, ConverseStreamMetadataEvent, ConverseStreamOutput,
    ImageBlock, ImageFormat, ImageSource, InferenceConfiguration, Message, MessageStopEvent,
    ReasoningContentBlock, ReasoningTextBlock, StopReason, SystemContentBlock, TokenUsage, Tool,
    ToolConfiguration, ToolInputSchema, ToolResultBlock, ToolResultContentBlock, ToolSpecification,
    ToolUseBlock, ToolUseBlockDelta, ToolUseBlockStart,
};
use aws_smithy_types::Document;
use futures_util::stream::{self, Stream, StreamExt as _};
use openinference_runtime::testing::{capture, capture_sync};
use openinference_runtime::{LlmRequest, llm_span};
use serde_json::json;

use openinference_client_tests::said;

fn object(fields: &[(&str, &str)]) -> Document {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), Document::from(*value)));
    Document::Object(fields.collect::<HashMap<_, _>>())
}

fn message(role: ConversationRole, content: impl IntoIterator<Item = ContentBlock>) -> Message {
    Message::builder().role(role).set_content(Some(content.into_iter().collect())).build().unwrap()
}

fn call() -> ContentBlock {
    let call = ToolUseBlock::builder().tool_use_id("call_1").name("get_weather");
    ContentBlock::ToolUse(call.input(object(&[("unit", "C"), ("city", "Rome")])).build().unwrap())
}

fn usage() -> TokenUsage {
    let usage = TokenUsage::builder().input_tokens(4).output_tokens(7).total_tokens(27);
    usage.cache_read_input_tokens(16).build().unwrap()
}

fn messages() -> Vec<Message> {
    let image =
        ImageBlock::builder().format(ImageFormat::Png).source(ImageSource::Bytes(Blob::new([0, 0, 0])));
    let result = ToolResultBlock::builder().tool_use_id("call_1");
    let result = result.content(ToolResultContentBlock::Text("sunny".to_owned())).build().unwrap();
    vec![
        message(
            ConversationRole::User,
            [ContentBlock::Text("Weather here?".to_owned()), ContentBlock::Image(image.build().unwrap())],
        ),
        message(ConversationRole::Assistant, [call()]),
        message(ConversationRole::User, [ContentBlock::ToolResult(result)]),
    ]
}

fn request() -> ConverseInput {
    let tool = ToolSpecification::builder().name("get_weather").description("Weather.");
    let tool = tool.input_schema(ToolInputSchema::Json(object(&[("type", "object")]))).build().unwrap();
    ConverseInput::builder()
        .model_id("eu.anthropic.claude-sonnet-4-5-v1:0")
        .system(SystemContentBlock::Text("Be brief.".to_owned()))
        .set_messages(Some(messages()))
        .inference_config(InferenceConfiguration::builder().max_tokens(100).temperature(0.7).build())
        .tool_config(ToolConfiguration::builder().tools(Tool::ToolSpec(tool)).build().unwrap())
        .build()
        .unwrap()
}

#[llm_span]
fn converse(request: ConverseInput) -> Result<ConverseOutput, String> {
    let _ = request;
    let thought = ReasoningTextBlock::builder().text("Hm.").signature("sig").build().unwrap();
    let content = [
        ContentBlock::ReasoningContent(ReasoningContentBlock::ReasoningText(thought)),
        ContentBlock::Text("Let me see.".to_owned()),
    ];
    let output =
        ConverseOutput::builder().output(Answer::Message(message(ConversationRole::Assistant, content)));
    output.stop_reason(StopReason::EndTurn).usage(usage()).build().map_err(|error| error.to_string())
}

const CONVERSATION: &str = r#"
llm.input_messages.0.message.content: "Be brief."
llm.input_messages.0.message.role: "system"
llm.input_messages.1.message.contents.0.message_content.text: "Weather here?"
llm.input_messages.1.message.contents.0.message_content.type: "text"
llm.input_messages.1.message.contents.1.message_content.image.image.url: "data:image/png;base64,AAAA"
llm.input_messages.1.message.contents.1.message_content.type: "image"
llm.input_messages.1.message.role: "user"
llm.input_messages.2.message.role: "assistant"
llm.input_messages.2.message.tool_calls.0.tool_call.function.arguments: "{\"city\":\"Rome\",\"unit\":\"C\"}"
llm.input_messages.2.message.tool_calls.0.tool_call.function.name: "get_weather"
llm.input_messages.2.message.tool_calls.0.tool_call.id: "call_1"
llm.input_messages.3.message.content: "sunny"
llm.input_messages.3.message.role: "tool"
llm.input_messages.3.message.tool_call_id: "call_1"
"#;

#[test]
fn a_request_and_a_response_are_understood() {
    let (_, trace) = capture_sync(|| converse(request()));
    let expected = r#"
llm.invocation_parameters: "{\"modelId\":\"eu.anthropic.claude-sonnet-4-5-v1:0\",\"inferenceConfig\":{\"maxTokens\":100,\"temperature\":0.7}}"
llm.model_name: "eu.anthropic.claude-sonnet-4-5-v1:0"
llm.output_messages.0.message.contents.0.message_content.signature: "sig"
llm.output_messages.0.message.contents.0.message_content.text: "Hm."
llm.output_messages.0.message.contents.0.message_content.type: "reasoning"
llm.output_messages.0.message.contents.1.message_content.text: "Let me see."
llm.output_messages.0.message.contents.1.message_content.type: "text"
llm.output_messages.0.message.role: "assistant"
llm.provider: "aws"
llm.request.model_name: "eu.anthropic.claude-sonnet-4-5-v1:0"
llm.system: "anthropic"
llm.token_count.completion: 7
llm.token_count.prompt: 20
llm.token_count.prompt_details.cache_read: 16
llm.token_count.total: 27
llm.tools.0.tool.json_schema: "{\"name\":\"get_weather\",\"description\":\"Weather.\",\"inputSchema\":{\"json\":{\"type\":\"object\"}}}"
"#;
    let finish = "llm.finish_reason: \"end_turn\"\n";
    assert_eq!(said(&trace), format!("{finish}{}{}", CONVERSATION.trim_start(), expected.trim_start()));
}

#[test]
fn messages_alone_are_understood_and_as_a_field_too() {
    #[llm_span]
    fn ask(messages: &[Message]) {
        let _ = messages;
    }

    #[derive(LlmRequest)]
    struct Request(#[oi(system_message)] &'static str, #[oi(messages)] Vec<Message>);

    #[llm_span]
    fn ask_by_field(request: Request) {
        let _ = request;
    }
    let (_, trace) = capture_sync(|| ask(&messages()));
    assert_eq!(trace.roots[0].text("llm.input_messages.2.message.content"), Some("sunny"));
    assert!(trace.roots[0].text("input.value").unwrap().starts_with(r#"[{"role":"user","#));
    let (_, trace) = capture_sync(|| ask_by_field(Request("Be brief.", messages())));
    assert_eq!(said(&trace), CONVERSATION.trim_start());
}

#[tokio::test]
async fn a_stream_is_put_together() {
    #[llm_span]
    fn stream(events: Vec<ConverseStreamOutput>) -> impl Stream<Item = Result<ConverseStreamOutput, String>> {
        stream::iter(events).map(Ok)
    }
    let delta = |index, delta| {
        let event = ContentBlockDeltaEvent::builder().content_block_index(index).delta(delta);
        ConverseStreamOutput::ContentBlockDelta(event.build().unwrap())
    };
    let text = |text: &str| delta(0, ContentBlockDelta::Text(text.to_owned()));
    let input = |json: &str| {
        delta(1, ContentBlockDelta::ToolUse(ToolUseBlockDelta::builder().input(json).build().unwrap()))
    };
    let start = ToolUseBlockStart::builder().tool_use_id("call_1").name("get_weather").build().unwrap();
    let start =
        ContentBlockStartEvent::builder().content_block_index(1).start(ContentBlockStart::ToolUse(start));
    let stop = MessageStopEvent::builder().stop_reason(StopReason::ToolUse).build().unwrap();
    let events = vec![
        text("Let me "),
        text("see."),
        ConverseStreamOutput::ContentBlockStart(start.build().unwrap()),
        input(r#"{"city":"#),
        input(r#""Rome"}"#),
        ConverseStreamOutput::MessageStop(stop),
        ConverseStreamOutput::Metadata(ConverseStreamMetadataEvent::builder().usage(usage()).build()),
    ];
    let (_, trace) = capture(async { stream(events).count().await }).await;
    let expected = r#"
llm.finish_reason: "tool_use"
llm.output_messages.0.message.content: "Let me see."
llm.output_messages.0.message.role: "assistant"
llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments: "{\"city\":\"Rome\"}"
llm.output_messages.0.message.tool_calls.0.tool_call.function.name: "get_weather"
llm.output_messages.0.message.tool_calls.0.tool_call.id: "call_1"
llm.provider: "aws"
llm.system: "amazon"
llm.token_count.completion: 7
llm.token_count.prompt: 20
llm.token_count.prompt_details.cache_read: 16
llm.token_count.total: 27
"#;
    assert_eq!(said(&trace), expected.trim_start());
}

#[test]
fn bodies_of_invoked_models_are_those_of_their_makers() {
    #[llm_span]
    fn invoke(input: InvokeModelInput) -> InvokeModelOutput {
        let _ = input;
        let body = json!({
            "type": "message", "role": "assistant", "model": "claude-sonnet-4-5", "stop_reason": "end_turn",
            "content": [{ "type": "text", "text": "Hello." }],
            "usage": { "input_tokens": 3, "output_tokens": 2 },
        });
        let body = Blob::new(body.to_string());
        InvokeModelOutput::builder().body(body).content_type("application/json").build().unwrap()
    }
    let body = json!({
        "anthropic_version": "bedrock-2023-05-31", "max_tokens": 10,
        "messages": [{ "role": "user", "content": "Hi." }],
    });
    let input =
        InvokeModelInput::builder().model_id("anthropic.claude-sonnet-4-5").body(Blob::new(body.to_string()));
    let (_, trace) = capture_sync(|| invoke(input.build().unwrap()));
    let span = &trace.roots[0];
    assert_eq!(span.text("llm.request.model_name"), Some("anthropic.claude-sonnet-4-5"));
    assert_eq!(span.text("llm.provider"), Some("aws"));
    assert_eq!(span.text("llm.input_messages.0.message.content"), Some("Hi."));
    assert_eq!(span.text("llm.output_messages.0.message.content"), Some("Hello."));
    assert_eq!(span.attributes["llm.token_count.total"], 5);
}
