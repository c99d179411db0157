//! Messages and their blocks.

use aws_sdk_bedrockruntime::primitives::Blob;
use aws_sdk_bedrockruntime::types::{
    AudioSource, ContentBlock, DocumentBlock, DocumentContentBlock, DocumentSource,
    GuardrailConverseContentBlock, ImageBlock, ImageSource, Message, ReasoningContentBlock, S3Location,
    SystemContentBlock, ToolResultContentBlock, ToolResultStatus, VideoBlock, VideoSource,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::document;
use super::fields::{list, object, text};
use crate::json::Json;

pub(super) fn message(message: &Message) -> Json {
    object([
        ("role", Json::from(message.role().as_str())),
        ("content", Json::Array(message.content().iter().map(block).collect())),
    ])
}

/// A block; what newer releases add is only named.
pub(super) fn block(block: &ContentBlock) -> Json {
    match block {
        ContentBlock::Text(text) => object([("text", Json::from(text.as_str()))]),
        ContentBlock::Image(image) => self::image(image),
        ContentBlock::Document(document) => self::document(document),
        ContentBlock::Video(video) => self::video(video),
        ContentBlock::Audio(audio) => {
            let source = audio.source().map_or(Json::Null, |source| match source {
                AudioSource::Bytes(blob) => bytes(blob),
                AudioSource::S3Location(location) => s3(location),
                _ => Json::Null,
            });
            object([("audio", object([("format", Json::from(audio.format().as_str())), ("source", source)]))])
        }
        ContentBlock::ToolUse(call) => {
            let call = object([
                ("toolUseId", Json::from(call.tool_use_id())),
                ("name", Json::from(call.name())),
                ("input", document::json(call.input())),
            ]);
            object([("toolUse", call)])
        }
        ContentBlock::ToolResult(result) => {
            let result = object([
                ("toolUseId", Json::from(result.tool_use_id())),
                ("content", Json::Array(result.content().iter().map(result_block).collect())),
                ("status", text(result.status().map(ToolResultStatus::as_str))),
            ]);
            object([("toolResult", result)])
        }
        ContentBlock::ReasoningContent(reasoning) => {
            object([("reasoningContent", self::reasoning(reasoning))])
        }
        ContentBlock::GuardContent(guarded) => guard(guarded),
        ContentBlock::CachePoint(point) => {
            object([("cachePoint", object([("type", Json::from(point.r#type().as_str()))]))])
        }
        _ => object([("unknown", Json::Object(Vec::new()))]),
    }
}

/// A block of what the application tells the model.
pub(super) fn system(block: &SystemContentBlock) -> Json {
    match block {
        SystemContentBlock::Text(text) => object([("text", Json::from(text.as_str()))]),
        SystemContentBlock::GuardContent(guarded) => guard(guarded),
        _ => object([("cachePoint", Json::Object(Vec::new()))]),
    }
}

fn guard(guarded: &GuardrailConverseContentBlock) -> Json {
    match guarded {
        GuardrailConverseContentBlock::Text(guarded) => {
            object([("guardContent", object([("text", object([("text", Json::from(guarded.text()))]))]))])
        }
        _ => object([("guardContent", Json::Object(Vec::new()))]),
    }
}

fn result_block(block: &ToolResultContentBlock) -> Json {
    match block {
        ToolResultContentBlock::Text(text) => object([("text", Json::from(text.as_str()))]),
        ToolResultContentBlock::Json(value) => object([("json", document::json(value))]),
        ToolResultContentBlock::Image(image) => self::image(image),
        ToolResultContentBlock::Document(document) => self::document(document),
        ToolResultContentBlock::Video(video) => self::video(video),
        _ => object([("unknown", Json::Object(Vec::new()))]),
    }
}

fn reasoning(reasoning: &ReasoningContentBlock) -> Json {
    match reasoning {
        ReasoningContentBlock::ReasoningText(said) => object([(
            "reasoningText",
            object([("text", Json::from(said.text())), ("signature", text(said.signature()))]),
        )]),
        ReasoningContentBlock::RedactedContent(blob) => object([("redactedContent", base64(blob))]),
        _ => Json::Object(Vec::new()),
    }
}

fn image(image: &ImageBlock) -> Json {
    let source = image.source().map_or(Json::Null, |source| match source {
        ImageSource::Bytes(blob) => bytes(blob),
        ImageSource::S3Location(location) => s3(location),
        _ => Json::Null,
    });
    object([("image", object([("format", Json::from(image.format().as_str())), ("source", source)]))])
}

fn video(video: &VideoBlock) -> Json {
    let source = video.source().map_or(Json::Null, |source| match source {
        VideoSource::Bytes(blob) => bytes(blob),
        VideoSource::S3Location(location) => s3(location),
        _ => Json::Null,
    });
    object([("video", object([("format", Json::from(video.format().as_str())), ("source", source)]))])
}

fn document(document: &DocumentBlock) -> Json {
    let source = document.source().map_or(Json::Null, |source| match source {
        DocumentSource::Bytes(blob) => bytes(blob),
        DocumentSource::S3Location(location) => s3(location),
        DocumentSource::Text(text) => object([("text", Json::from(text.as_str()))]),
        DocumentSource::Content(blocks) => {
            let block = |block: &DocumentContentBlock| match block {
                DocumentContentBlock::Text(text) => object([("text", Json::from(text.as_str()))]),
                _ => Json::Object(Vec::new()),
            };
            object([("content", list(blocks, block))])
        }
        _ => Json::Null,
    });
    let document = object([
        ("format", Json::from(document.format().as_str())),
        ("name", Json::from(document.name())),
        ("source", source),
    ]);
    object([("document", document)])
}

fn s3(location: &S3Location) -> Json {
    object([("s3Location", object([("uri", Json::from(location.uri()))]))])
}

fn bytes(blob: &Blob) -> Json {
    object([("bytes", base64(blob))])
}

pub(super) fn base64(blob: &Blob) -> Json {
    Json::String(STANDARD.encode(blob.as_ref()))
}
