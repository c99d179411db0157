//! Requests and responses.

use aws_sdk_bedrockruntime::operation::converse::{ConverseInput, ConverseOutput};
use aws_sdk_bedrockruntime::operation::converse_stream::ConverseStreamInput;
use aws_sdk_bedrockruntime::operation::invoke_model::{InvokeModelInput, InvokeModelOutput};
use aws_sdk_bedrockruntime::primitives::Blob;
use aws_sdk_bedrockruntime::types::{
    ConverseOutput as Answer, InferenceConfiguration, TokenUsage, Tool, ToolChoice, ToolConfiguration,
    ToolInputSchema,
};

use super::content;
use super::document;
use super::fields::{list, object, text};
use crate::json::Json;

macro_rules! request {
    ($input:expr) => {
        object([
            ("modelId", text($input.model_id())),
            ("system", list($input.system(), content::system)),
            ("messages", list($input.messages(), content::message)),
            ("inferenceConfig", $input.inference_config().map_or(Json::Null, inference)),
            ("toolConfig", $input.tool_config().map_or(Json::Null, tools)),
            ("additionalModelRequestFields", document::optional($input.additional_model_request_fields())),
        ])
    };
}

pub(super) fn converse_input(input: &ConverseInput) -> Json {
    request!(input)
}

pub(super) fn converse_stream_input(input: &ConverseStreamInput) -> Json {
    request!(input)
}

pub(super) fn converse_output(output: &ConverseOutput) -> Json {
    let answer = match output.output() {
        Some(Answer::Message(message)) => object([("message", content::message(message))]),
        _ => Json::Null,
    };
    let metrics = output
        .metrics()
        .map_or(Json::Null, |metrics| object([("latencyMs", Json::Int(metrics.latency_ms()))]));
    object([
        ("output", answer),
        ("stopReason", Json::from(output.stop_reason().as_str())),
        ("usage", output.usage().map_or(Json::Null, usage)),
        ("metrics", metrics),
        ("additionalModelResponseFields", document::optional(output.additional_model_response_fields())),
    ])
}

/// The body is a request to the API of the model's maker; which model, stands beside it.
pub(super) fn invoke_model_input(input: &InvokeModelInput) -> Json {
    let mut json = input.body().map_or(Json::Null, body);
    if let (Json::Object(fields), Some(model)) = (&mut json, input.model_id()) {
        fields.insert(0, ("model".to_owned(), Json::from(model)));
    }
    json
}

pub(super) fn invoke_model_output(output: &InvokeModelOutput) -> Json {
    body(output.body())
}

/// JSON, else text, else bytes in base64.
fn body(body: &Blob) -> Json {
    match std::str::from_utf8(body.as_ref()) {
        Ok(text) => Json::parse(text).unwrap_or_else(|| Json::from(text)),
        Err(_) => content::base64(body),
    }
}

pub(super) fn usage(usage: &TokenUsage) -> Json {
    let count = |count: Option<i32>| count.map_or(Json::Null, |count| Json::Int(count.into()));
    object([
        ("inputTokens", count(Some(usage.input_tokens()))),
        ("outputTokens", count(Some(usage.output_tokens()))),
        ("totalTokens", count(Some(usage.total_tokens()))),
        ("cacheReadInputTokens", count(usage.cache_read_input_tokens())),
        ("cacheWriteInputTokens", count(usage.cache_write_input_tokens())),
    ])
}

fn inference(config: &InferenceConfiguration) -> Json {
    // Through text, so that 0.7 does not become 0.699999988079071.
    let decimal = |number: Option<f32>| {
        number.and_then(|number| number.to_string().parse().ok()).map_or(Json::Null, Json::Float)
    };
    object([
        ("maxTokens", config.max_tokens().map_or(Json::Null, |most| Json::Int(most.into()))),
        ("temperature", decimal(config.temperature())),
        ("topP", decimal(config.top_p())),
        ("stopSequences", list(config.stop_sequences(), |stop| Json::from(stop.as_str()))),
    ])
}

fn tools(config: &ToolConfiguration) -> Json {
    let choice = config.tool_choice().map_or(Json::Null, |choice| match choice {
        ToolChoice::Any(_) => object([("any", Json::Object(Vec::new()))]),
        ToolChoice::Auto(_) => object([("auto", Json::Object(Vec::new()))]),
        ToolChoice::Tool(tool) => object([("tool", object([("name", Json::from(tool.name()))]))]),
        _ => Json::Null,
    });
    object([("tools", list(config.tools(), tool)), ("toolChoice", choice)])
}

fn tool(tool: &Tool) -> Json {
    match tool {
        Tool::ToolSpec(tool) => {
            let schema = tool.input_schema().map_or(Json::Null, |schema| match schema {
                ToolInputSchema::Json(schema) => object([("json", document::json(schema))]),
                _ => Json::Null,
            });
            let tool = object([
                ("name", Json::from(tool.name())),
                ("description", text(tool.description())),
                ("inputSchema", schema),
            ]);
            object([("toolSpec", tool)])
        }
        _ => object([("cachePoint", Json::Object(Vec::new()))]),
    }
}
