//! Chunks of chat completions.

use crate::json::Json;
use crate::json::JsonRef;
use crate::providers::merge::{Fields, Fragments, Indexed, ResponseBuilder, keep};
use crate::providers::read::{count, list, some, text};

/// Most images that are kept of one answer.
const MOST_IMAGES: usize = 64;

/// A chat completion, as far as it has arrived.
#[derive(Debug, Default)]
pub(super) struct ChatChunks {
    id: Json,
    created: Json,
    model: Json,
    service_tier: Json,
    system_fingerprint: Json,
    prompt_filter_results: Json,
    x_groq: Json,
    usage: Json,
    choices: Indexed<Choice>,
}

#[derive(Debug, Default)]
struct Choice {
    role: Json,
    content: Fragments,
    refusal: Fragments,
    reasoning: Fragments,
    audio: Spoken,
    /// Each comes whole.
    images: Vec<Json>,
    function_call: Function,
    tool_calls: Indexed<Call>,
    finish_reason: Json,
    content_filter_results: Json,
}

#[derive(Debug, Default)]
struct Spoken {
    id: Json,
    data: Fragments,
    transcript: Fragments,
}

#[derive(Debug, Default)]
struct Call {
    id: Json,
    kind: Json,
    function: Function,
}

#[derive(Debug, Default)]
struct Function {
    name: Fragments,
    arguments: Fragments,
}

impl ResponseBuilder for ChatChunks {
    fn add(&mut self, chunk: JsonRef<'_>) {
        keep(&mut self.id, chunk, "id");
        keep(&mut self.created, chunk, "created");
        keep(&mut self.model, chunk, "model");
        keep(&mut self.service_tier, chunk, "service_tier");
        keep(&mut self.system_fingerprint, chunk, "system_fingerprint");
        keep(&mut self.prompt_filter_results, chunk, "prompt_filter_results");
        keep(&mut self.x_groq, chunk, "x_groq");
        keep(&mut self.usage, chunk, "usage");
        // Groq puts the usage of a stream elsewhere.
        if let Some(groq) = chunk.get("x_groq") {
            keep(&mut self.usage, groq, "usage");
        }
        for choice in list(chunk, "choices") {
            if let Some(kept) = self.choices.at(index(choice)) {
                kept.add(choice);
            }
        }
    }

    fn response(&mut self) -> Json {
        let mut fields = Fields::default();
        fields.put("id", std::mem::take(&mut self.id));
        fields.put("object", "chat.completion");
        fields.put("created", std::mem::take(&mut self.created));
        fields.put("model", std::mem::take(&mut self.model));
        fields.put("service_tier", std::mem::take(&mut self.service_tier));
        fields.put("system_fingerprint", std::mem::take(&mut self.system_fingerprint));
        fields.put("prompt_filter_results", std::mem::take(&mut self.prompt_filter_results));
        fields.put("x_groq", std::mem::take(&mut self.x_groq));
        let choices = self.choices.iter_mut().map(|(index, choice)| choice.json(index));
        fields.put("choices", Json::Array(choices.collect()));
        fields.put("usage", std::mem::take(&mut self.usage));
        fields.json()
    }
}

impl Choice {
    fn add(&mut self, choice: JsonRef<'_>) {
        keep(&mut self.finish_reason, choice, "finish_reason");
        keep(&mut self.content_filter_results, choice, "content_filter_results");
        let Some(delta) = some(choice, "delta") else { return };
        keep(&mut self.role, delta, "role");
        self.content.push_field(delta, "content");
        self.refusal.push_field(delta, "refusal");
        self.reasoning.push_field(
            delta,
            if text(delta, "reasoning_content").is_some() { "reasoning_content" } else { "reasoning" },
        );
        if let Some(audio) = some(delta, "audio") {
            keep(&mut self.audio.id, audio, "id");
            self.audio.data.push_field(audio, "data");
            self.audio.transcript.push_field(audio, "transcript");
        }
        let room = MOST_IMAGES.saturating_sub(self.images.len());
        self.images.extend(list(delta, "images").iter().take(room).map(JsonRef::to_json));
        if let Some(call) = some(delta, "function_call") {
            self.function_call.add(call);
        }
        for call in list(delta, "tool_calls") {
            let at = self.place_of(call);
            if let Some(kept) = self.tool_calls.at(at) {
                keep(&mut kept.id, call, "id");
                keep(&mut kept.kind, call, "type");
                if let Some(function) = some(call, "function") {
                    kept.function.add(function);
                }
            }
        }
    }

    /// Where a fragment of a tool call belongs. Some leave the index out: then an identifier begins a new call.
    fn place_of(&self, call: JsonRef<'_>) -> usize {
        match count(call, "index").map(usize::try_from) {
            Some(index) => index.unwrap_or(usize::MAX),
            None if text(call, "id").is_some() => self.tool_calls.len(),
            None => self.tool_calls.len().saturating_sub(1),
        }
    }

    fn json(&mut self, index: usize) -> Json {
        let mut message = Fields::default();
        let role = std::mem::take(&mut self.role);
        message.put("role", if role.is_null() { Json::from("assistant") } else { role });
        message.put("reasoning_content", self.reasoning.take_json());
        message.put("content", self.content.take_json());
        message.put("refusal", self.refusal.take_json());
        let mut audio = Fields::default();
        audio.put("id", std::mem::take(&mut self.audio.id));
        audio.put("data", self.audio.data.take_json());
        audio.put("transcript", self.audio.transcript.take_json());
        message.put("audio", audio.json_if_any());
        if !self.images.is_empty() {
            message.put("images", Json::Array(std::mem::take(&mut self.images)));
        }
        message.put("function_call", self.function_call.json());
        let calls: Vec<Json> = self.tool_calls.iter_mut().map(|(_, call)| call.json()).collect();
        if !calls.is_empty() {
            message.put("tool_calls", Json::Array(calls));
        }
        let mut choice = Fields::default();
        choice.put("index", Json::from(index));
        choice.put("message", message.json());
        choice.put("finish_reason", std::mem::take(&mut self.finish_reason));
        choice.put("content_filter_results", std::mem::take(&mut self.content_filter_results));
        choice.json()
    }
}

impl Call {
    fn json(&mut self) -> Json {
        let mut call = Fields::default();
        call.put("id", std::mem::take(&mut self.id));
        call.put("type", std::mem::take(&mut self.kind));
        call.put("function", self.function.json());
        call.json()
    }
}

impl Function {
    fn add(&mut self, function: JsonRef<'_>) {
        self.name.push_field(function, "name");
        self.arguments.push_field(function, "arguments");
    }

    fn json(&mut self) -> Json {
        let mut function = Fields::default();
        function.put("name", self.name.take_json());
        function.put("arguments", self.arguments.take_json());
        function.json_if_any()
    }
}

fn index(choice: JsonRef<'_>) -> usize {
    count(choice, "index").map_or(0, |index| usize::try_from(index).unwrap_or(usize::MAX))
}
