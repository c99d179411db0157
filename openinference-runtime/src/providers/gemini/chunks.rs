//! Items of a stream.

use crate::json::Json;
use crate::json::JsonRef;
use crate::providers::merge::{Fields, Fragments, Indexed, ResponseBuilder, keep};
use crate::providers::read::{count, either, list, some};

/// Most parts that are kept of one candidate.
const MOST_PARTS: usize = 1024;

/// A response, as far as it has arrived.
#[derive(Debug, Default)]
pub(super) struct Chunks {
    id: Json,
    model: Json,
    usage: Json,
    feedback: Json,
    candidates: Indexed<Candidate>,
}

#[derive(Debug, Default)]
struct Candidate {
    role: Json,
    parts: Vec<Part>,
    finish_reason: Json,
}

#[derive(Debug)]
enum Part {
    /// Text that goes on in the next item; thoughts and answers are kept apart.
    Text { is_thought: bool, text: Fragments, signature: Json },
    /// Anything else comes whole.
    Whole(Json),
}

impl ResponseBuilder for Chunks {
    fn add(&mut self, chunk: JsonRef<'_>) {
        keep_either(&mut self.id, chunk, "responseId", "response_id");
        keep_either(&mut self.model, chunk, "modelVersion", "model_version");
        keep_either(&mut self.usage, chunk, "usageMetadata", "usage_metadata");
        keep_either(&mut self.feedback, chunk, "promptFeedback", "prompt_feedback");
        for candidate in list(chunk, "candidates") {
            let index = count(candidate, "index").unwrap_or_default();
            if let Some(kept) = usize::try_from(index).ok().and_then(|index| self.candidates.at(index)) {
                kept.add(candidate);
            }
        }
    }

    fn response(&mut self) -> Json {
        let candidates = self.candidates.iter_mut().map(|(index, candidate)| candidate.json(index)).collect();
        let mut fields = Fields::default();
        fields.put("responseId", std::mem::take(&mut self.id));
        fields.put("modelVersion", std::mem::take(&mut self.model));
        fields.put("candidates", Json::Array(candidates));
        fields.put("promptFeedback", std::mem::take(&mut self.feedback));
        fields.put("usageMetadata", std::mem::take(&mut self.usage));
        fields.json()
    }
}

impl Candidate {
    fn add(&mut self, candidate: JsonRef<'_>) {
        keep_either(&mut self.finish_reason, candidate, "finishReason", "finish_reason");
        let Some(content) = some(candidate, "content") else { return };
        keep(&mut self.role, content, "role");
        for part in list(content, "parts") {
            self.add_part(part);
        }
    }

    fn add_part(&mut self, part: JsonRef<'_>) {
        let Some(piece) = part.get("text").and_then(JsonRef::as_str) else {
            if self.parts.len() < MOST_PARTS {
                self.parts.push(Part::Whole(part.to_json()));
            }
            return;
        };
        let is_thought = part.get("thought").and_then(JsonRef::as_bool) == Some(true);
        let goes_on =
            matches!(self.parts.last(), Some(Part::Text { is_thought: last, .. }) if *last == is_thought);
        if !goes_on && self.parts.len() < MOST_PARTS {
            self.parts.push(Part::Text { is_thought, text: Fragments::default(), signature: Json::Null });
        }
        if let Some(Part::Text { is_thought: last, text, signature }) = self.parts.last_mut()
            && *last == is_thought
        {
            text.push(piece);
            keep_either(signature, part, "thoughtSignature", "thought_signature");
        }
    }

    fn json(&mut self, index: usize) -> Json {
        let mut content = Fields::default();
        content.put("parts", Json::Array(self.parts.drain(..).map(Part::json).collect()));
        content.put("role", std::mem::take(&mut self.role));
        let mut candidate = Fields::default();
        candidate.put("content", content.json());
        candidate.put("finishReason", std::mem::take(&mut self.finish_reason));
        candidate.put("index", Json::from(index));
        candidate.json()
    }
}

impl Part {
    fn json(self) -> Json {
        match self {
            Self::Whole(part) => part,
            Self::Text { is_thought, mut text, signature } => {
                let mut fields = Fields::default();
                fields.put("text", text.take());
                fields.put("thought", if is_thought { Json::Bool(true) } else { Json::Null });
                fields.put("thoughtSignature", signature);
                fields.json()
            }
        }
    }
}

fn keep_either(kept: &mut Json, chunk: JsonRef<'_>, camel: &str, snake: &str) {
    if let Some(value) = either(chunk, camel, snake) {
        *kept = value.to_json();
    }
}
