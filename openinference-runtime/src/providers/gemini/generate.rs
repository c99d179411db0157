//! Content generation: `POST .../models/<model>:generateContent` and `:streamGenerateContent`.

use super::chunks::GeminiChunks;
use super::parts::{message, messages};
use crate::attributes::Attributes;
use crate::json::JsonRef;
use crate::providers::read::{
    either, is_list_of, list, some, text, write_finish_reason, write_parameters_with, write_provider,
    write_request_model, write_response_model,
};
use crate::providers::stream::Assembled;
use crate::providers::{PayloadFormat, StreamMerger, usage};
use crate::semconv::{LlmProvider, LlmSystem, SpanKind};
use crate::value::{Message, Role, ToolDefinition, write_input_messages, write_output_messages, write_tools};

/// The API.
#[derive(Debug)]
pub(in crate::providers) struct GeminiGenerate;

impl PayloadFormat for GeminiGenerate {
    fn kind(&self) -> SpanKind {
        SpanKind::Llm
    }

    fn is_request(&self, payload: JsonRef<'_>) -> bool {
        is_list_of(payload.get("contents"), is_content)
    }

    fn request(&self, request: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_request_model(text(request, "model").map(bare_name), LlmSystem::VertexAi.as_str(), out);
        write_provider(Some(LlmProvider::Google), out);
        let own = ["contents", "systemInstruction", "system_instruction", "tools"];
        write_parameters_with(request, &["generationConfig", "generation_config", "config"], &own, out);
        write_tools(&list(request, "tools").iter().flat_map(tools).collect::<Vec<_>>(), out);
        let system = either(request, "systemInstruction", "system_instruction").map(system);
        let messages = list(request, "contents").iter().flat_map(messages);
        write_input_messages(&system.into_iter().chain(messages).collect::<Vec<_>>(), out);
    }

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        let is_candidate = |candidate: JsonRef<'_>| {
            some(candidate, "content").is_some_and(|content| content.as_object().is_some())
                || either(candidate, "finishReason", "finish_reason").is_some()
        };
        is_list_of(payload.get("candidates"), is_candidate)
            || (either(payload, "promptFeedback", "prompt_feedback").is_some()
                && some(payload, "candidates").is_none())
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        let model = either(response, "modelVersion", "model_version").and_then(JsonRef::as_str);
        write_response_model(model.map(bare_name), LlmSystem::VertexAi.as_str(), out);
        write_provider(Some(LlmProvider::Google), out);
        let counts = either(response, "usageMetadata", "usage_metadata").unwrap_or_default();
        usage::write(&usage::GEMINI, counts, out);
        let candidates = list(response, "candidates");
        write_finish_reason(finish_reason(response), out);
        let answers = candidates.iter().filter_map(|candidate| some(candidate, "content")).map(|content| {
            let role = text(content, "role").map_or_else(|| Role::from("model"), Role::from);
            message(role, list(content, "parts"))
        });
        write_output_messages(&answers.collect::<Vec<_>>(), out);
    }

    /// An item of a stream is a response with a piece of the answer.
    fn is_chunk(&self, payload: JsonRef<'_>) -> bool {
        self.is_response(payload)
    }

    fn merge(&self) -> Option<Box<dyn StreamMerger>> {
        Some(Box::new(Assembled::new(&Self, GeminiChunks::default())))
    }
}

fn is_content(content: JsonRef<'_>) -> bool {
    is_list_of(content.get("parts"), |part| part.as_object().is_some())
}

/// `models/gemini-2.5-flash` is the resource; its name is what everybody calls the model.
pub(super) fn bare_name(model: &str) -> &str {
    model.rsplit('/').next().unwrap_or(model)
}

/// What the application tells the model: content, or text where a client takes that.
pub(super) fn system(instruction: JsonRef<'_>) -> Message {
    match instruction.as_str() {
        Some(text) => Message::system(text),
        None => message(Role::System, list(instruction, "parts")),
    }
}

/// Each function is a tool; so is what Google runs itself (`googleSearch` ...).
pub(super) fn tools(tool: JsonRef<'_>) -> Vec<ToolDefinition> {
    let functions = either(tool, "functionDeclarations", "function_declarations").and_then(JsonRef::as_array);
    match functions {
        Some(functions) => functions.iter().map(ToolDefinition::from_json).collect(),
        None => vec![ToolDefinition::from_json(tool)],
    }
}

/// Why the first candidate ended, or why there is none.
fn finish_reason(response: JsonRef<'_>) -> Option<&str> {
    let of_candidate =
        list(response, "candidates").first().and_then(|it| either(it, "finishReason", "finish_reason"));
    of_candidate
        .or_else(|| {
            let feedback = either(response, "promptFeedback", "prompt_feedback")?;
            either(feedback, "blockReason", "block_reason")
        })
        .and_then(JsonRef::as_str)
}

#[cfg(test)]
mod tests;
