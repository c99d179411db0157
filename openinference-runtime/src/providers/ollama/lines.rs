//! Lines of a stream. The last one has the counts, and all of them have a piece of the text.

use crate::json::Json;
use crate::json::JsonRef;
use crate::providers::merge::{Fields, Fragments, ResponseBuilder, keep};
use crate::providers::read::{list, some};

/// Most calls that are kept of one message.
const MOST_CALLS: usize = 1024;

/// What the last line says of the whole.
const TOTALS: &[&str] = &[
    "model",
    "created_at",
    "done",
    "done_reason",
    "total_duration",
    "load_duration",
    "prompt_eval_count",
    "prompt_eval_duration",
    "eval_count",
    "eval_duration",
];

/// A response, as far as it has arrived.
#[derive(Debug)]
pub(super) struct Lines {
    is_chat: bool,
    totals: Vec<Json>,
    role: Json,
    text: Fragments,
    thinking: Fragments,
    calls: Vec<Json>,
}

impl Lines {
    pub(super) fn chat() -> Self {
        Self {
            is_chat: true,
            totals: vec![Json::Null; TOTALS.len()],
            role: Json::Null,
            text: Fragments::default(),
            thinking: Fragments::default(),
            calls: Vec::new(),
        }
    }

    pub(super) fn generate() -> Self {
        Self { is_chat: false, ..Self::chat() }
    }
}

impl ResponseBuilder for Lines {
    fn add(&mut self, line: JsonRef<'_>) {
        for (total, name) in self.totals.iter_mut().zip(TOTALS) {
            keep(total, line, name);
        }
        if !self.is_chat {
            self.text.push_field(line, "response");
            self.thinking.push_field(line, "thinking");
        } else if let Some(message) = some(line, "message") {
            keep(&mut self.role, message, "role");
            self.text.push_field(message, "content");
            self.thinking.push_field(message, "thinking");
            let room = MOST_CALLS.saturating_sub(self.calls.len());
            self.calls.extend(list(message, "tool_calls").iter().take(room).map(JsonRef::to_json));
        }
    }

    fn response(&mut self) -> Json {
        let mut fields = Fields::default();
        for (total, name) in self.totals.iter_mut().zip(TOTALS) {
            fields.put(name, std::mem::take(total));
        }
        if self.is_chat {
            let mut message = Fields::default();
            message.put("role", std::mem::take(&mut self.role));
            message.put("thinking", self.thinking.take_json());
            message.put("content", self.text.take());
            if !self.calls.is_empty() {
                message.put("tool_calls", Json::Array(std::mem::take(&mut self.calls)));
            }
            fields.put("message", message.json());
        } else {
            fields.put("thinking", self.thinking.take_json());
            fields.put("response", self.text.take());
        }
        fields.json()
    }
}
