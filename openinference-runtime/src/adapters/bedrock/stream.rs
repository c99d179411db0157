//! Events of Converse's stream.

use aws_sdk_bedrockruntime::types::{
    ContentBlockDelta, ContentBlockDeltaEvent, ContentBlockStart, ConverseStreamOutput,
    ReasoningContentBlockDelta,
};

use super::content;
use super::fields::object;
use super::operations;
use crate::json::Json;

pub(super) fn event(event: &ConverseStreamOutput) -> Json {
    match event {
        ConverseStreamOutput::MessageStart(start) => {
            object([("messageStart", object([("role", Json::from(start.role().as_str()))]))])
        }
        ConverseStreamOutput::ContentBlockStart(event) => {
            let start = match event.start() {
                Some(ContentBlockStart::ToolUse(call)) => object([(
                    "toolUse",
                    object([
                        ("toolUseId", Json::from(call.tool_use_id())),
                        ("name", Json::from(call.name())),
                    ]),
                )]),
                _ => Json::Null,
            };
            let index = Json::Int(event.content_block_index().into());
            object([("contentBlockStart", object([("start", start), ("contentBlockIndex", index)]))])
        }
        ConverseStreamOutput::ContentBlockDelta(event) => {
            let index = Json::Int(event.content_block_index().into());
            object([("contentBlockDelta", object([("delta", delta(event)), ("contentBlockIndex", index)]))])
        }
        ConverseStreamOutput::ContentBlockStop(event) => {
            let index = Json::Int(event.content_block_index().into());
            object([("contentBlockStop", object([("contentBlockIndex", index)]))])
        }
        ConverseStreamOutput::MessageStop(stop) => {
            object([("messageStop", object([("stopReason", Json::from(stop.stop_reason().as_str()))]))])
        }
        ConverseStreamOutput::Metadata(metadata) => {
            let latency = |latency| object([("latencyMs", Json::Int(latency))]);
            let metadata = object([
                ("usage", metadata.usage().map_or(Json::Null, operations::usage)),
                ("metrics", metadata.metrics().map_or(Json::Null, |metrics| latency(metrics.latency_ms()))),
            ]);
            object([("metadata", metadata)])
        }
        _ => Json::Object(Vec::new()),
    }
}

fn delta(event: &ContentBlockDeltaEvent) -> Json {
    match event.delta() {
        Some(ContentBlockDelta::Text(text)) => object([("text", Json::from(text.as_str()))]),
        Some(ContentBlockDelta::ToolUse(call)) => {
            object([("toolUse", object([("input", Json::from(call.input()))]))])
        }
        Some(ContentBlockDelta::ReasoningContent(reasoning)) => {
            let reasoning = match reasoning {
                ReasoningContentBlockDelta::Text(text) => object([("text", Json::from(text.as_str()))]),
                ReasoningContentBlockDelta::Signature(signature) => {
                    object([("signature", Json::from(signature.as_str()))])
                }
                ReasoningContentBlockDelta::RedactedContent(blob) => {
                    object([("redactedContent", content::base64(blob))])
                }
                _ => Json::Object(Vec::new()),
            };
            object([("reasoningContent", reasoning)])
        }
        _ => Json::Null,
    }
}
