//! Single values in the spellings of all APIs, for types of an application's own that hold them.

use super::anthropic::content as anthropic;
use super::bedrock::content as bedrock;
use super::documents::any_documents;
use super::gemini::parts as gemini;
use super::genai::content as genai;
use super::openai::{embeddings as openai_embeddings, message as openai};
use super::read::{either, list, some, string, text};
use super::rig::content as rig;
use super::system;
use crate::json::JsonRef;
use crate::semconv::LlmSystem;
use crate::value::{Document, Embedding, Message, ToolCall};

pub(crate) use super::compose::compose_message;

/// Messages in any spelling: a list, or one.
pub(crate) fn messages(json: JsonRef<'_>, to: &mut Vec<Message>) {
    match json {
        JsonRef::Array(items) => items.iter().for_each(|item| message(item, to)),
        one => message(one, to),
    }
}

fn message(json: JsonRef<'_>, to: &mut Vec<Message>) {
    if let JsonRef::String(text) = json {
        to.push(Message::default().content(text));
    } else if some(json, "parts").is_some() {
        to.extend(gemini::messages(json));
    } else if genai::is_message(json) {
        to.extend(genai::messages(json));
    } else if list(json, "content").iter().any(is_rig) {
        to.extend(rig::messages(json));
    } else if list(json, "content").iter().any(bedrock::is_block) {
        to.extend(bedrock::messages(json));
    } else if list(json, "content").iter().any(is_anthropic) {
        to.extend(anthropic::messages(json));
    } else if some(json, "role")
        .or_else(|| some(json, "content"))
        .or_else(|| some(json, "tool_calls"))
        .is_some()
    {
        let mut message = openai::message(json);
        if message.content.is_none() && message.contents.is_empty() {
            message.content = string(json, "text");
        }
        to.push(message);
    }
}

fn is_anthropic(block: JsonRef<'_>) -> bool {
    matches!(text(block, "type"), Some("tool_use" | "tool_result" | "redacted_thinking"))
        || text(block, "type") == Some("thinking") && text(block, "thinking").is_some()
        || matches!(text(block, "type"), Some("image" | "document")) && some(block, "source").is_some()
}

fn is_rig(part: JsonRef<'_>) -> bool {
    matches!(text(part, "type"), Some("toolcall" | "toolresult")) || some(part, "data").is_some()
}

/// A call of a tool in any spelling.
pub(crate) fn tool_call(json: JsonRef<'_>) -> Option<ToolCall> {
    let json = either(json, "functionCall", "function_call").unwrap_or(json);
    let called = some(json, "function").filter(|called| called.as_object().is_some()).unwrap_or(json);
    let arguments = ["arguments", "input", "args"].iter().find_map(|name| some(called, name));
    let id = ["call_id", "id", "tool_call_id", "toolUseId", "tool_use_id"]
        .iter()
        .find_map(|name| string(json, name));
    let call = ToolCall {
        name: string(called, "name"),
        arguments: arguments.map(JsonRef::to_json),
        id,
        ..ToolCall::default()
    };
    (call != ToolCall::default()).then_some(call)
}

/// Documents in any form: a list, or one.
pub(crate) fn documents(json: JsonRef<'_>, to: &mut Vec<Document>) {
    to.extend(any_documents(json));
}

/// Embeddings: vectors, or objects that hold one; a list of them, or one.
pub(crate) fn embeddings(json: JsonRef<'_>, to: &mut Vec<Embedding>) {
    if let Some(embedding) = embedding(json) {
        to.push(embedding);
    } else if let Some(items) = json.as_array() {
        to.extend(items.iter().filter_map(embedding));
    }
}

fn embedding(json: JsonRef<'_>) -> Option<Embedding> {
    if json.as_object().is_none() {
        return vector(json).map(Embedding::new);
    }
    let vector = ["embedding", "vector", "values"].iter().find_map(|name| vector(some(json, name)?));
    let text = ["text", "content", "input"].iter().find_map(|name| string(json, name));
    (vector.is_some() || text.is_some()).then(|| {
        let mut embedding = Embedding::new(vector.unwrap_or_default());
        embedding.text = text;
        embedding
    })
}

/// A vector: numbers, or their bytes in base64.
pub(crate) fn vector(json: JsonRef<'_>) -> Option<Vec<f64>> {
    openai_embeddings::vector(json).filter(|vector| !vector.is_empty())
}

/// Whose product a model is, by its name.
pub(crate) fn system(model: Option<&str>) -> Option<&'static str> {
    system::of_model(model).map(LlmSystem::as_str)
}
