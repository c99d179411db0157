//! The values as JSON: how they look inside of a larger value, or in `input.value` and `output.value`.

use serde::{Serialize, Serializer};

use super::{
    Audio, Cost, Document, DocumentId, Embedding, File, Message, MessageContent, PromptTemplate, Reasoning,
    Role, TokenCount, ToolCall, ToolDefinition,
};
use crate::json::Json;

/// An object of those fields that say something.
fn object<const N: usize>(fields: [(&str, Json); N]) -> Json {
    let says = |value: &Json| match value {
        Json::Null => false,
        Json::Array(items) => !items.is_empty(),
        _ => true,
    };
    Json::Object(
        fields
            .into_iter()
            .filter(|(_, value)| says(value))
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}

fn text(text: Option<&String>) -> Json {
    text.map_or(Json::Null, |text| Json::from(text.as_str()))
}

fn count(count: Option<u64>) -> Json {
    count.map_or(Json::Null, |count| i64::try_from(count).map_or(Json::UInt(count), Json::Int))
}

fn number(number: Option<f64>) -> Json {
    number.map_or(Json::Null, Json::from)
}

fn list<'a, T>(items: &'a [T]) -> Json
where
    Json: From<&'a T>,
{
    Json::Array(items.iter().map(Json::from).collect())
}

impl From<&Role> for Json {
    fn from(role: &Role) -> Self {
        Self::from(role.as_str())
    }
}

impl From<&Message> for Json {
    fn from(message: &Message) -> Self {
        object([
            ("role", message.role.as_ref().map_or(Json::Null, Json::from)),
            ("name", text(message.name.as_ref())),
            ("content", text(message.content.as_ref())),
            ("contents", list(&message.contents)),
            ("tool_calls", list(&message.tool_calls)),
            ("tool_call_id", text(message.tool_call_id.as_ref())),
            ("function_call", message.function_call.as_ref().map_or(Json::Null, Json::from)),
        ])
    }
}

impl From<&MessageContent> for Json {
    fn from(content: &MessageContent) -> Self {
        let (name, said) = match content {
            MessageContent::Text { text: said, signature } => {
                return object([
                    ("type", Json::from(content.content_type().as_str())),
                    ("text", Json::from(said.as_str())),
                    ("signature", text(signature.as_ref())),
                ]);
            }
            MessageContent::Image(url) => ("image", object([("url", Json::from(url.as_str()))])),
            MessageContent::Audio(audio) => ("audio", Json::from(audio)),
            MessageContent::Video(url) => ("video", object([("url", Json::from(url.as_str()))])),
            MessageContent::File(file) => ("document", Json::from(file)),
            MessageContent::Reasoning(reasoning) => ("reasoning", Json::from(reasoning)),
            MessageContent::ToolUse(call) => ("tool_call", Json::from(call)),
        };
        object([("type", Json::from(content.content_type().as_str())), (name, said)])
    }
}

impl From<&Audio> for Json {
    fn from(audio: &Audio) -> Self {
        object([
            ("url", text(audio.url.as_ref())),
            ("mime_type", text(audio.mime_type.as_ref())),
            ("transcript", text(audio.transcript.as_ref())),
        ])
    }
}

impl From<&File> for Json {
    fn from(file: &File) -> Self {
        object([
            ("id", text(file.id.as_ref())),
            ("url", text(file.url.as_ref())),
            ("mime_type", text(file.mime_type.as_ref())),
            ("name", text(file.name.as_ref())),
        ])
    }
}

impl From<&Reasoning> for Json {
    fn from(reasoning: &Reasoning) -> Self {
        object([
            ("text", text(reasoning.text.as_ref())),
            ("id", text(reasoning.id.as_ref())),
            ("signature", text(reasoning.signature.as_ref())),
            ("data", text(reasoning.data.as_ref())),
            ("encrypted_content", text(reasoning.encrypted_content.as_ref())),
        ])
    }
}

impl From<&ToolCall> for Json {
    fn from(call: &ToolCall) -> Self {
        object([
            ("id", text(call.id.as_ref())),
            ("name", text(call.name.as_ref())),
            ("arguments", call.arguments.clone().unwrap_or_default()),
            ("reasoning_signature", text(call.reasoning_signature.as_ref())),
        ])
    }
}

impl From<&ToolDefinition> for Json {
    fn from(tool: &ToolDefinition) -> Self {
        tool.json_schema.clone()
    }
}

impl From<&Document> for Json {
    fn from(document: &Document) -> Self {
        object([
            ("id", document.id.as_ref().map_or(Json::Null, Json::from)),
            ("content", text(document.content.as_ref())),
            ("score", number(document.score)),
            ("metadata", document.metadata.clone().unwrap_or_default()),
        ])
    }
}

impl From<&DocumentId> for Json {
    fn from(id: &DocumentId) -> Self {
        match id {
            DocumentId::String(id) => Self::from(id.as_str()),
            DocumentId::Integer(id) => Self::Int(*id),
        }
    }
}

impl From<&Embedding> for Json {
    fn from(embedding: &Embedding) -> Self {
        let vector = embedding.vector.iter().map(|number| Json::from(*number)).collect();
        object([("text", text(embedding.text.as_ref())), ("vector", Json::Array(vector))])
    }
}

impl From<&TokenCount> for Json {
    fn from(tokens: &TokenCount) -> Self {
        object([
            ("prompt", count(tokens.prompt)),
            ("completion", count(tokens.completion)),
            ("total", count(tokens.total)),
            ("cache_read", count(tokens.cache_read)),
            ("cache_write", count(tokens.cache_write)),
            ("prompt_audio", count(tokens.prompt_audio)),
            ("reasoning", count(tokens.reasoning)),
            ("completion_audio", count(tokens.completion_audio)),
        ])
    }
}

impl From<&Cost> for Json {
    fn from(cost: &Cost) -> Self {
        object([
            ("prompt", number(cost.prompt)),
            ("completion", number(cost.completion)),
            ("total", number(cost.total)),
            ("input", number(cost.input)),
            ("cache_read", number(cost.cache_read)),
            ("cache_write", number(cost.cache_write)),
            ("prompt_audio", number(cost.prompt_audio)),
            ("output", number(cost.output)),
            ("reasoning", number(cost.reasoning)),
            ("completion_audio", number(cost.completion_audio)),
        ])
    }
}

impl From<&PromptTemplate> for Json {
    fn from(prompt: &PromptTemplate) -> Self {
        object([
            ("template", text(prompt.template.as_ref())),
            ("variables", prompt.variables.clone().unwrap_or_default()),
            ("version", text(prompt.version.as_ref())),
            ("vendor", text(prompt.vendor.as_ref())),
            ("id", text(prompt.id.as_ref())),
            ("url", text(prompt.url.as_ref())),
        ])
    }
}

macro_rules! serialize {
    ($($type:ty),* $(,)?) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Json::from(self).serialize(serializer)
            }
        }
    )*};
}

serialize!(
    Role,
    Message,
    MessageContent,
    Audio,
    File,
    Reasoning,
    ToolCall,
    ToolDefinition,
    Document,
    DocumentId,
    Embedding,
    TokenCount,
    Cost,
    PromptTemplate,
);
