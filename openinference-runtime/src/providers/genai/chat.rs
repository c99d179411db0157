//! `ChatRequest`, `ChatResponse` and `ChatStreamEvent`.

use super::content::{answer as answer_of, is_message, messages};
use super::events::GenAiEvents;
use crate::attributes::Attributes;
use crate::json::Json;
use crate::json::JsonRef;
use crate::providers::read::{
    is_list_of, list, some, text, write_answering_model, write_finish_reason, write_parameters,
};
use crate::providers::stream::Assembled;
use crate::providers::{PayloadFormat, StreamMerger, usage};
use crate::semconv::SpanKind;
use crate::semconv::patterns::LLM_PROVIDER;
use crate::semconv::providers::Provider;
use crate::value::{Message, ToolDefinition, write_input_messages, write_output_messages, write_tools};

/// The types of the crate.
#[derive(Debug)]
pub(in crate::providers) struct GenaiChat;

impl PayloadFormat for GenaiChat {
    fn kind(&self) -> SpanKind {
        SpanKind::Llm
    }

    fn is_request(&self, payload: JsonRef<'_>) -> bool {
        is_list_of(payload.get("messages"), is_message)
    }

    fn request(&self, request: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_parameters(request, &["system", "messages", "tools"], out);
        write_tools(&list(request, "tools").iter().map(tool).collect::<Vec<_>>(), out);
        let system = text(request, "system").map(Message::system).into_iter();
        let messages: Vec<_> = system.chain(list(request, "messages").iter().flat_map(messages)).collect();
        write_input_messages(&messages, out);
    }

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        some(payload, "model_iden").is_some_and(|model| text(model, "adapter_kind").is_some())
            && payload.get("content").is_some_and(|content| content.as_array().is_some())
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        let asked = some(response, "model_iden").unwrap_or(JsonRef::Null);
        let answered = some(response, "provider_model_iden").unwrap_or(asked);
        if let Some(adapter) = text(asked, "adapter_kind") {
            write_answering_model(some(answered, "model_name").and_then(inner), &system(adapter), out);
            out.push(LLM_PROVIDER, provider(adapter));
        }
        usage::write(&usage::OPENAI, some(response, "usage").unwrap_or_default(), out);
        write_finish_reason(some(response, "stop_reason").and_then(inner), out);
        let answer = answer(response);
        write_output_messages(answer.as_slice(), out);
    }

    fn is_chunk(&self, payload: JsonRef<'_>) -> bool {
        let one_of = |names: &[&str], field: &str| {
            names.iter().any(|name| some(payload, name).is_some_and(|event| event.get(field).is_some()))
        };
        one_of(&["Chunk", "ReasoningChunk", "ThoughtSignatureChunk"], "content")
            || one_of(&["ToolCallChunk"], "tool_call")
            || some(payload, "End").is_some_and(|end| {
                end.as_object()
                    .is_some_and(|fields| fields.iter().all(|(name, _)| name.starts_with("captured_")))
            })
    }

    fn merge(&self) -> Option<Box<dyn StreamMerger>> {
        Some(Box::new(Assembled::new(&Self, GenAiEvents::default())))
    }
}

/// The reasoning stands beside the content, unless the content has it too.
fn answer(response: JsonRef<'_>) -> Option<Message> {
    let parts = list(response, "content");
    let thought = text(response, "reasoning_content")
        .filter(|_| !parts.iter().any(|part| some(part, "ReasoningContent").is_some()));
    (thought.is_some() || !parts.is_empty()).then(|| answer_of(thought, parts))
}

/// `{"Completed": "stop"}`, `{"Shared": "gpt-4o"}`: what a variant holds.
fn inner(value: JsonRef<'_>) -> Option<&str> {
    value.as_str().or_else(|| value.as_object()?.first()?.1.as_str())
}

/// As the specification shows a tool.
fn tool(tool: JsonRef<'_>) -> ToolDefinition {
    let field = |name: &str, value: Json| (name.to_owned(), value);
    let mut function = vec![field("name", tool.get("name").map(JsonRef::to_json).unwrap_or_default())];
    for (name, value) in [("description", some(tool, "description")), ("parameters", some(tool, "schema"))] {
        function.extend(value.map(|value| field(name, value.to_json())));
    }
    ToolDefinition::from_json(
        Json::Object(vec![field("type", Json::from("function")), field("function", Json::Object(function))])
            .view(),
    )
}

/// Whose API an adapter of the crate speaks: as the specification calls it, else as the crate does.
fn system(adapter: &str) -> String {
    let known =
        Provider::named(adapter).and_then(|row| row.system.or_else(|| Provider::own_system(row.provider?)));
    known.map_or_else(|| adapter.to_ascii_lowercase(), |known| known.as_str().to_owned())
}

/// Who runs the model: as the specification calls it, else as the crate does.
fn provider(adapter: &str) -> String {
    let known = Provider::named(adapter).and_then(|row| row.provider);
    known.map_or_else(|| adapter.to_ascii_lowercase(), |known| known.as_str().to_owned())
}
