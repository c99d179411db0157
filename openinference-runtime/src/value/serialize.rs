//! The values as JSON: how they look inside of a larger value, or in `input.value` and `output.value`. What says nothing is
//! left out.

use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

use super::{
    Audio, Cost, Document, DocumentId, Embedding, File, Message, MessageContent, PromptTemplate, Reasoning,
    Role, TokenCount, ToolCall, ToolDefinition,
};
use crate::json::Json;

/// Serialises fields that are options: those that are there.
macro_rules! object {
    ($serializer:expr, $type:literal, $($name:literal: $value:expr,)*) => {{
        let present = [$($value.is_some()),*].into_iter().filter(|is_some| *is_some).count();
        let mut object = $serializer.serialize_struct($type, present)?;
        $(
            match $value {
                Some(value) => object.serialize_field($name, value)?,
                None => object.skip_field($name)?,
            }
        )*
        object.end()
    }};
}

/// A list that is not empty.
fn list<T>(items: &[T]) -> Option<&[T]> {
    (!items.is_empty()).then_some(items)
}

/// JSON that says something.
fn json(value: &Option<Json>) -> Option<&Json> {
    value.as_ref().filter(|value| match value {
        Json::Null => false,
        Json::Array(items) => !items.is_empty(),
        _ => true,
    })
}

impl Serialize for Role {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Message",
            "role": self.role.as_ref(),
            "name": self.name.as_ref(),
            "content": self.content.as_ref(),
            "contents": list(&self.contents),
            "tool_calls": list(&self.tool_calls),
            "tool_call_id": self.tool_call_id.as_ref(),
            "function_call": self.function_call.as_ref(),
        )
    }
}

impl Serialize for MessageContent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let kind = Some(self.content_type().as_str());
        let kind = kind.as_ref();
        match self {
            Self::Text { text, signature } => object!(serializer, "MessageContent",
                "type": kind,
                "text": Some(text),
                "signature": signature.as_ref(),
            ),
            Self::Image(url) => {
                object!(serializer, "MessageContent", "type": kind, "image": Some(&Url { url }),)
            }
            Self::Video(url) => {
                object!(serializer, "MessageContent", "type": kind, "video": Some(&Url { url }),)
            }
            Self::Audio(audio) => object!(serializer, "MessageContent", "type": kind, "audio": Some(audio),),
            Self::File(file) => object!(serializer, "MessageContent", "type": kind, "document": Some(file),),
            Self::Reasoning(said) => {
                object!(serializer, "MessageContent", "type": kind, "reasoning": Some(said),)
            }
            Self::ToolUse(call) => {
                object!(serializer, "MessageContent", "type": kind, "tool_call": Some(call),)
            }
        }
    }
}

struct Url<'u> {
    url: &'u String,
}

impl Serialize for Url<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Url", "url": Some(self.url),)
    }
}

impl Serialize for Audio {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Audio",
            "url": self.url.as_ref(),
            "mime_type": self.mime_type.as_ref(),
            "transcript": self.transcript.as_ref(),
        )
    }
}

impl Serialize for File {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "File",
            "id": self.id.as_ref(),
            "url": self.url.as_ref(),
            "mime_type": self.mime_type.as_ref(),
            "name": self.name.as_ref(),
        )
    }
}

impl Serialize for Reasoning {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Reasoning",
            "text": self.text.as_ref(),
            "id": self.id.as_ref(),
            "signature": self.signature.as_ref(),
            "data": self.data.as_ref(),
            "encrypted_content": self.encrypted_content.as_ref(),
        )
    }
}

impl Serialize for ToolCall {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "ToolCall",
            "id": self.id.as_ref(),
            "name": self.name.as_ref(),
            "arguments": json(&self.arguments),
            "reasoning_signature": self.reasoning_signature.as_ref(),
        )
    }
}

impl Serialize for ToolDefinition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json_schema.serialize(serializer)
    }
}

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Document",
            "id": self.id.as_ref(),
            "content": self.content.as_ref(),
            "score": self.score.as_ref(),
            "metadata": json(&self.metadata),
        )
    }
}

impl Serialize for DocumentId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::String(id) => serializer.serialize_str(id),
            Self::Integer(id) => serializer.serialize_i64(*id),
        }
    }
}

impl Serialize for Embedding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Embedding",
            "text": self.text.as_ref(),
            "vector": list(&self.vector),
        )
    }
}

impl Serialize for TokenCount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "TokenCount",
            "prompt": self.prompt.as_ref(),
            "completion": self.completion.as_ref(),
            "total": self.total.as_ref(),
            "cache_read": self.cache_read.as_ref(),
            "cache_write": self.cache_write.as_ref(),
            "prompt_audio": self.prompt_audio.as_ref(),
            "reasoning": self.reasoning.as_ref(),
            "completion_audio": self.completion_audio.as_ref(),
        )
    }
}

impl Serialize for Cost {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "Cost",
            "prompt": self.prompt.as_ref(),
            "completion": self.completion.as_ref(),
            "total": self.total.as_ref(),
            "input": self.input.as_ref(),
            "cache_read": self.cache_read.as_ref(),
            "cache_write": self.cache_write.as_ref(),
            "prompt_audio": self.prompt_audio.as_ref(),
            "output": self.output.as_ref(),
            "reasoning": self.reasoning.as_ref(),
            "completion_audio": self.completion_audio.as_ref(),
        )
    }
}

impl Serialize for PromptTemplate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object!(serializer, "PromptTemplate",
            "template": self.template.as_ref(),
            "variables": json(&self.variables),
            "version": self.version.as_ref(),
            "vendor": self.vendor.as_ref(),
            "id": self.id.as_ref(),
            "url": self.url.as_ref(),
        )
    }
}
