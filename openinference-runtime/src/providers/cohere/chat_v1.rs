//! Chat of the first version: `POST /v1/chat`.

use crate::attributes::Attributes;
use crate::json::{Json, JsonRef};
use crate::providers::compose::compose_message;
use crate::providers::read::{
    count, fields_of, list, some, string, text, write_finish_reason, write_parameters, write_provider,
    write_request_model,
};
use crate::providers::stream::{Assembled, Budget, Growing, Indexed, ResponseBuilder};
use crate::providers::{PayloadFormat, StreamMerger, usage};
use crate::semconv::{LlmProvider, LlmSystem, SpanKind};
use crate::value::{
    Message, MessageContent, Role, ToolCall, ToolDefinition, write_input_messages, write_output_messages,
    write_tools,
};

/// The API.
#[derive(Debug)]
pub(in crate::providers) struct CohereChatV1;

/// What only this API takes beside a message.
const MARKS: &[&str] =
    &["chat_history", "preamble", "connectors", "prompt_truncation", "tool_results", "conversation_id"];

impl PayloadFormat for CohereChatV1 {
    fn kind(&self) -> SpanKind {
        SpanKind::Llm
    }

    fn is_request(&self, payload: JsonRef<'_>) -> bool {
        text(payload, "message").is_some()
            && (MARKS.iter().any(|mark| some(payload, mark).is_some())
                || text(payload, "model").is_some_and(|model| model.starts_with("command")))
    }

    fn request(&self, request: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_request_model(text(request, "model"), LlmSystem::Cohere.as_str(), out);
        write_provider(Some(LlmProvider::Cohere), out);
        let own = ["message", "chat_history", "preamble", "tools", "tool_results", "documents"];
        write_parameters(request, &own, out);
        write_tools(&list(request, "tools").iter().map(ToolDefinition::from_json).collect::<Vec<_>>(), out);
        let preamble = text(request, "preamble").map(Message::system);
        let history = list(request, "chat_history").iter().map(turn);
        let results = list(request, "tool_results").iter().map(|result| Message {
            name: some(result, "call").and_then(|call| string(call, "name")),
            content: some(result, "outputs").map(|outputs| outputs.write(usize::MAX)),
            ..Message::new(Role::Tool)
        });
        let asked = text(request, "message").map(Message::user);
        let messages = preamble.into_iter().chain(history).chain(results).chain(asked);
        write_input_messages(&messages.collect::<Vec<_>>(), out);
    }

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        payload.get("text").is_some_and(|said| said.as_str().is_some())
            && (text(payload, "generation_id").is_some() || text(payload, "response_id").is_some())
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_provider(Some(LlmProvider::Cohere), out);
        usage::write(&usage::COHERE, some(response, "meta").unwrap_or_default(), out);
        write_finish_reason(text(response, "finish_reason"), out);
        let answer = Message {
            content: string(response, "text"),
            tool_calls: calls(response),
            ..Message::new(Role::Assistant)
        };
        // What the model would look for, instead of an answer.
        let queries = list(response, "search_queries").iter().filter_map(|query| text(query, "text"));
        let queries: Vec<MessageContent> = queries.map(MessageContent::from).collect();
        let answers = [
            (answer.content.is_some() || !answer.tool_calls.is_empty()).then_some(answer),
            (!queries.is_empty()).then(|| compose_message(Message::new(Role::Assistant), queries)),
        ];
        write_output_messages(&answers.into_iter().flatten().collect::<Vec<_>>(), out);
    }

    fn is_chunk(&self, payload: JsonRef<'_>) -> bool {
        let events = [
            "stream-start",
            "text-generation",
            "stream-end",
            "search-queries-generation",
            "search-results",
            "tool-calls-chunk",
            "tool-calls-generation",
            "citation-generation",
            "debug",
        ];
        text(payload, "event_type").is_some_and(|event| events.contains(&event))
    }

    fn merge(&self) -> Option<Box<dyn StreamMerger>> {
        Some(Box::new(Assembled::new(&Self, Events::default())))
    }
}

fn turn(turn: JsonRef<'_>) -> Message {
    let role = match text(turn, "role") {
        Some("USER" | "User") => Role::User,
        Some("CHATBOT" | "Chatbot") => Role::Assistant,
        Some(other) => Role::from(other.to_ascii_lowercase()),
        None => Role::User,
    };
    Message { content: string(turn, "message"), tool_calls: calls(turn), ..Message::new(role) }
}

fn calls(holder: JsonRef<'_>) -> Vec<ToolCall> {
    let call = |call| ToolCall {
        name: string(call, "name"),
        arguments: some(call, "parameters").map(JsonRef::to_json),
        ..ToolCall::default()
    };
    list(holder, "tool_calls").iter().map(call).collect()
}

/// A response, as far as it has arrived.
#[derive(Debug, Default)]
struct Events {
    fields: Growing,
    /// Calls in pieces: names, and parameters as text.
    calls: Indexed<Growing>,
    budget: Budget,
}

impl ResponseBuilder for Events {
    fn budget(&mut self) -> &mut Budget {
        &mut self.budget
    }

    fn add(&mut self, event: JsonRef<'_>) {
        let Self { fields, calls, budget } = self;
        if let Some(response) = some(event, "response") {
            fields.update(response, budget);
        }
        for (name, value) in fields_of(event) {
            match name {
                "event_type" | "response" | "is_finished" => {}
                "text"
                    if matches!(text(event, "event_type"), Some("text-generation" | "tool-calls-chunk")) =>
                {
                    fields.append_field(name, value, budget);
                }
                "tool_call_delta" => {
                    fields.append_field("text", some(value, "text").unwrap_or_default(), budget);
                    let Some(call) = calls.at(count(value, "index").unwrap_or_default()) else { continue };
                    for (name, value) in
                        fields_of(value).filter(|(name, _)| !matches!(*name, "index" | "text"))
                    {
                        if let Some(field) = call.field(name, budget) {
                            field.append(value, budget);
                        }
                    }
                }
                _ => {
                    if let Some(field) = fields.field(name, budget) {
                        field.update(value, budget);
                    }
                }
            }
        }
    }

    fn response(&mut self) -> Json {
        let mut fields = self.fields.take_fields();
        let calls: Vec<Json> = self.calls.iter_mut().map(|(_, call)| whole(call.take())).collect();
        if !calls.is_empty() && !fields.iter().any(|(name, _)| name == "tool_calls") {
            fields.push(("tool_calls".to_owned(), Json::Array(calls)));
        }
        Json::Object(fields)
    }
}

/// A call whose parameters are what their text says, where it is complete.
fn whole(call: Json) -> Json {
    let Json::Object(mut fields) = call else { return call };
    if let Some((_, parameters)) = fields.iter_mut().find(|(name, _)| name == "parameters")
        && let Some(parsed) = parameters.as_str().and_then(Json::parse)
    {
        *parameters = parsed;
    }
    Json::Object(fields)
}
