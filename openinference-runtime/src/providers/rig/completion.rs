//! `CompletionRequest`, `CompletionResponse` and the items of `Streamed`.

use super::content::{message, messages};
use super::events::RigEvents;
use crate::attributes::Attributes;
use crate::json::Json;
use crate::json::JsonRef;
use crate::providers::read::{
    count, is_list_of, list, some, text, write_answering_model, write_finish_reason, write_parameters,
    write_request_model,
};
use crate::providers::stream::Assembled;
use crate::providers::{PayloadFormat, StreamMerger, usage};
use crate::semconv::SpanKind;
use crate::semconv::patterns::LLM_PROVIDER;
use crate::value::{Message, Role, ToolDefinition, write_input_messages, write_output_messages, write_tools};

/// Where neither the model's name nor the provider says whose product it is.
const SYSTEM: &str = "rig";

/// The types of the framework.
#[derive(Debug)]
pub(in crate::providers) struct RigCompletion;

impl PayloadFormat for RigCompletion {
    fn kind(&self) -> SpanKind {
        SpanKind::Llm
    }

    fn is_request(&self, payload: JsonRef<'_>) -> bool {
        is_list_of(payload.get("chat_history"), |message| text(message, "role").is_some())
            && payload.get("tools").is_some_and(|tools| tools.as_array().is_some())
    }

    fn request(&self, request: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_request_model(text(request, "model"), SYSTEM, out);
        write_parameters(request, &["model", "preamble", "chat_history", "documents", "tools"], out);
        write_tools(&list(request, "tools").iter().map(tool).collect::<Vec<_>>(), out);
        let preamble = text(request, "preamble").map(Message::system).into_iter();
        let messages: Vec<_> =
            preamble.chain(list(request, "chat_history").iter().flat_map(messages)).collect();
        write_input_messages(&messages, out);
    }

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        payload.get("choice").is_some_and(|choice| choice.as_array().is_some())
            && some(payload, "usage").is_some_and(|usage| usage.as_object().is_some())
            && ["origin", "raw", "raw_response"].iter().any(|mark| payload.get(mark).is_some())
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        let origin = some(response, "origin").unwrap_or(JsonRef::Null);
        let provider = text(origin, "provider");
        let model = text(origin, "response_model").or_else(|| text(origin, "model"));
        write_answering_model(model, provider.unwrap_or(SYSTEM), out);
        if let Some(provider) = provider {
            out.push(LLM_PROVIDER, provider.to_owned());
        }
        usage::write(&usage::RIG, some(response, "usage").unwrap_or_default(), out);
        write_finish_reason(some(response, "finish_reason").and_then(reason), out);
        let choice = list(response, "choice");
        let answer = (!choice.is_empty()).then(|| message(Role::Assistant, choice));
        write_output_messages(answer.as_slice(), out);
    }

    fn is_chunk(&self, payload: JsonRef<'_>) -> bool {
        let event =
            if text(payload, "item") == Some("event") { some(payload, "value") } else { Some(payload) };
        event.is_some_and(|event| {
            matches!(text(event, "event"), Some("start" | "text" | "reasoning" | "arguments" | "end"))
                && count(event, "part").is_some()
        })
    }

    fn merge(&self) -> Option<Box<dyn StreamMerger>> {
        Some(Box::new(Assembled::new(&Self, RigEvents::default())))
    }
}

/// `"stop"`, or `{"other": "..."}`.
fn reason(reason: JsonRef<'_>) -> Option<&str> {
    reason.as_str().or_else(|| reason.as_object()?.first()?.1.as_str())
}

/// As the specification shows a tool.
fn tool(tool: JsonRef<'_>) -> ToolDefinition {
    ToolDefinition::from_json(
        Json::Object(vec![
            ("type".to_owned(), Json::from("function")),
            ("function".to_owned(), tool.to_json()),
        ])
        .view(),
    )
}
