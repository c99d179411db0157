//! Sessions by sound and text: `BidiGenerateContent` over a web socket.

use super::generate::{bare_name, system, tools};
use super::live_messages::LiveMessages;
use super::parts::{blob, messages, parts, result};
use crate::attributes::Attributes;
use crate::json::{Json, JsonRef};
use crate::providers::compose::compose_message;
use crate::providers::read::{
    either, fields_of, list, string, text, write_finish_reason, write_parameters_with, write_provider,
    write_request_model,
};
use crate::providers::stream::Assembled;
use crate::providers::{PayloadFormat, StreamMerger, usage};
use crate::semconv::{LlmProvider, LlmSystem, SpanKind};
use crate::value::{Message, MessageContent, Role, write_input_messages, write_output_messages, write_tools};

/// The API.
#[derive(Debug)]
pub(in crate::providers) struct GeminiLive;

/// What an application sends, in the spellings of the API and of clients.
const CLIENT: &[(&str, &str)] = &[
    ("setup", "setup"),
    ("clientContent", "client_content"),
    ("realtimeInput", "realtime_input"),
    ("toolResponse", "tool_response"),
    ("contextUpdate", "context_update"),
];
/// What the server sends.
const SERVER: &[(&str, &str)] = &[
    ("setupComplete", "setup_complete"),
    ("serverContent", "server_content"),
    ("toolCall", "tool_call"),
    ("toolCallCancellation", "tool_call_cancellation"),
    ("sessionResumptionUpdate", "session_resumption_update"),
    ("goAway", "go_away"),
];
/// What is said of a turn beside what the model says.
const OF_TURN: &[(&str, &str)] = &[
    ("modelTurn", "model_turn"),
    ("inputTranscription", "input_transcription"),
    ("outputTranscription", "output_transcription"),
    ("turnComplete", "turn_complete"),
    ("generationComplete", "generation_complete"),
    ("interrupted", "interrupted"),
    ("groundingMetadata", "grounding_metadata"),
];

/// What the user was heard to say: at last, or as far as it is understood.
const HEARD: &[(&str, &str)] = &[OF_TURN[1], ("interimInputTranscription", "interim_input_transcription")];

fn field<'a>(payload: JsonRef<'a>, (camel, snake): (&str, &str)) -> Option<JsonRef<'a>> {
    either(payload, camel, snake)
}

fn object<'a>(payload: JsonRef<'a>, names: (&str, &str)) -> Option<JsonRef<'a>> {
    field(payload, names).filter(|held| held.as_object().is_some())
}

impl PayloadFormat for GeminiLive {
    fn kind(&self) -> SpanKind {
        SpanKind::Llm
    }

    fn is_request(&self, payload: JsonRef<'_>) -> bool {
        let [setup, content, input, response, update] = asked(payload);
        setup.is_some_and(|setup| text(setup, "model").is_some())
            || content.is_some_and(|content| !list(content, "turns").is_empty())
            || input.is_some_and(|input| fields_of(input).any(|(_, said)| !said.is_null()))
            || response.is_some_and(|response| !functions(response).is_empty())
            || update.is_some()
    }

    fn request(&self, request: JsonRef<'_>, out: &mut Attributes<'_>) {
        let setup = asked(request)[0].unwrap_or_default();
        write_request_model(text(setup, "model").map(bare_name), LlmSystem::VertexAi.as_str(), out);
        write_provider(Some(LlmProvider::Google), out);
        let own = ["model", "systemInstruction", "system_instruction", "tools"];
        write_parameters_with(setup, &["generationConfig", "generation_config"], &own, out);
        let tools_of = |holder| list(holder, "tools").iter().flat_map(tools);
        let update = asked(request)[4].unwrap_or_default();
        write_tools(&tools_of(setup).chain(tools_of(update)).collect::<Vec<_>>(), out);
        write_input_messages(&told(request), out);
    }

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        turns(payload).iter().all(|turn| is_turn(*turn))
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        self.response_to(JsonRef::Null, response, out);
    }

    /// What was asked as text stands before what was heard.
    fn request_context(&self, request: JsonRef<'_>) -> Option<Json> {
        let held =
            CLIENT.iter().filter_map(|names| Some((names.0.to_owned(), field(request, *names)?.to_json())));
        Some(Json::Object(held.collect()))
    }

    fn response_to(&self, asked: JsonRef<'_>, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_provider(Some(LlmProvider::Google), out);
        let turns = turns(response);
        let counts = turns.iter().filter_map(|turn| either(*turn, "usageMetadata", "usage_metadata"));
        usage::write_sum(&usage::GEMINI, counts, out);
        let contents = || turns.iter().filter_map(|turn| object(*turn, SERVER[1]));
        let mut reasons = contents()
            .filter_map(|content| either(content, "turnCompleteReason", "turn_complete_reason")?.as_str());
        write_finish_reason(reasons.next_back(), out);
        write_output_messages(&turns.iter().filter_map(|turn| answer(*turn)).collect::<Vec<_>>(), out);
        let heard: Vec<Message> = contents()
            .filter_map(|content| HEARD.iter().find_map(|names| string(field(content, *names)?, "text")))
            .map(Message::user)
            .collect();
        if !heard.is_empty() {
            write_input_messages(&told(asked).into_iter().chain(heard).collect::<Vec<_>>(), out);
        }
    }

    fn is_chunk(&self, payload: JsonRef<'_>) -> bool {
        SERVER.iter().any(|names| object(payload, *names).is_some())
    }

    fn merge(&self) -> Option<Box<dyn StreamMerger>> {
        Some(Box::new(Assembled::new(&Self, LiveMessages::default())))
    }
}

fn asked(payload: JsonRef<'_>) -> [Option<JsonRef<'_>>; 5] {
    std::array::from_fn(|at| object(payload, CLIENT[at]))
}

/// The turns of a session that was put together, or the one that a message is of.
fn turns(response: JsonRef<'_>) -> Vec<JsonRef<'_>> {
    match list(response, "turns") {
        turns if turns.is_empty() => vec![response],
        turns => turns.iter().collect(),
    }
}

fn is_turn(turn: JsonRef<'_>) -> bool {
    object(turn, SERVER[1])
        .is_some_and(|content| OF_TURN.iter().any(|names| field(content, *names).is_some()))
        || object(turn, SERVER[2]).is_some_and(|call| !calls(call).is_empty())
}

fn calls(call: JsonRef<'_>) -> Vec<JsonRef<'_>> {
    either(call, "functionCalls", "function_calls")
        .and_then(JsonRef::as_array)
        .map(|calls| calls.iter().collect())
        .unwrap_or_default()
}

fn functions(response: JsonRef<'_>) -> Vec<JsonRef<'_>> {
    either(response, "functionResponses", "function_responses")
        .and_then(JsonRef::as_array)
        .map(|responses| responses.iter().collect())
        .unwrap_or_default()
}

/// What the application says: how the session is set up, turns, texts and media, and what its functions have answered.
fn told(request: JsonRef<'_>) -> Vec<Message> {
    let [setup, content, input, response, update] = asked(request);
    let instructions = [setup, update]
        .into_iter()
        .flatten()
        .filter_map(|holder| either(holder, "systemInstruction", "system_instruction"))
        .map(instruction);
    let turns = content.into_iter().flat_map(|content| list(content, "turns")).flat_map(messages);
    let said: Vec<MessageContent> =
        input.into_iter().flat_map(fields_of).flat_map(|(_, said)| heard(said)).collect();
    let said = (!said.is_empty()).then(|| compose_message(Message::new(Role::User), said));
    let answered = response.into_iter().flat_map(functions).map(|answer| result(answer, None));
    instructions.chain(turns).chain(said).chain(answered).collect()
}

/// What the application tells the model: content, or text, parts or files where a client takes those.
fn instruction(told: JsonRef<'_>) -> Message {
    let said = match told {
        JsonRef::Array(several) => several.iter().flat_map(parts).collect(),
        JsonRef::Object(_) if list(told, "parts").is_empty() => parts(told).collect(),
        _ => return system(told),
    };
    compose_message(Message::new(Role::System), said)
}

/// A text, a sound or a picture, or several of them.
fn heard(said: JsonRef<'_>) -> Vec<MessageContent> {
    match said {
        JsonRef::String(text) if !text.is_empty() => vec![text.into()],
        JsonRef::Array(media) => media.iter().filter_map(blob).collect(),
        one => blob(one).into_iter().collect(),
    }
}

/// What the model says and calls in a turn; what a sound says as text belongs to the sound.
fn answer(turn: JsonRef<'_>) -> Option<Message> {
    let content = object(turn, SERVER[1]).unwrap_or_default();
    let said = field(content, OF_TURN[0]).unwrap_or_default();
    let mut contents: Vec<MessageContent> = list(said, "parts").iter().flat_map(parts).collect();
    if let Some(heard) = field(content, OF_TURN[2]).and_then(|heard| string(heard, "text")) {
        let sound = contents.iter_mut().find_map(|content| match content {
            MessageContent::Audio(sound) => Some(sound),
            _ => None,
        });
        match sound {
            Some(sound) => sound.transcript = Some(heard),
            None => contents.push(heard.as_str().into()),
        }
    }
    for call in object(turn, SERVER[2]).into_iter().flat_map(calls) {
        let wrapped = Json::Object(vec![("functionCall".to_owned(), call.to_json())]);
        contents.extend(parts(wrapped.view()));
    }
    let role = text(said, "role").map_or_else(|| Role::from("model"), Role::from);
    (!contents.is_empty()).then(|| compose_message(Message::new(role), contents))
}

#[cfg(test)]
mod tests;
