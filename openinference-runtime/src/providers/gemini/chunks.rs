//! Items of a stream.

use super::arguments::PartialArguments;
use crate::json::{Json, JsonRef};
use crate::providers::read::{count, either, fields_of, list, some, text};
use crate::providers::stream::{Budget, Growing, Indexed, ResponseBuilder};

/// Most parts that are kept of one candidate.
const MOST_PARTS: usize = 1024;
/// Where a part holds bytes, and where these say what they are.
const INLINE: &[(&str, &str)] = &[("inlineData", "mimeType"), ("inline_data", "mime_type")];

/// A response, as far as it has arrived.
#[derive(Debug, Default)]
pub(super) struct GeminiChunks {
    fields: Growing,
    candidates: Indexed<Candidate>,
    budget: Budget,
}

#[derive(Debug, Default)]
struct Candidate {
    fields: Growing,
    content: GrowingContent,
}

/// A content, as far as it has arrived.
#[derive(Debug, Default)]
pub(super) struct GrowingContent {
    fields: Growing,
    parts: Vec<Part>,
}

#[derive(Debug, Default)]
struct Part {
    part: Growing,
    /// Whether it is text, and then whether it is a thought: the text may go on in the next item.
    thought: Option<bool>,
    /// Of a call whose arguments arrive one by one.
    arguments: Option<PartialArguments>,
}

impl ResponseBuilder for GeminiChunks {
    fn budget(&mut self) -> &mut Budget {
        &mut self.budget
    }

    fn add(&mut self, chunk: JsonRef<'_>) {
        let Self { fields, candidates, budget } = self;
        for (name, value) in fields_of(chunk) {
            if name != "candidates"
                && let Some(field) = fields.field(name, budget)
            {
                match name {
                    "usageMetadata" | "usage_metadata" => field.update_counts(value, budget),
                    _ => field.update(value, budget),
                }
            }
        }
        for candidate in list(chunk, "candidates") {
            if let Some(kept) = candidates.at(count(candidate, "index").unwrap_or_default()) {
                kept.add(candidate, budget);
            }
        }
    }

    fn response(&mut self) -> Json {
        let candidates = self.candidates.iter_mut().map(|(index, candidate)| candidate.json(index)).collect();
        let mut fields = self.fields.take_fields();
        fields.push(("candidates".to_owned(), Json::Array(candidates)));
        Json::Object(fields)
    }
}

impl Candidate {
    fn add(&mut self, candidate: JsonRef<'_>, budget: &mut Budget) {
        for (name, value) in fields_of(candidate) {
            match name {
                "index" => {}
                "content" => self.content.add(value, budget),
                _ => {
                    if let Some(field) = self.fields.field(name, budget) {
                        field.update(value, budget);
                    }
                }
            }
        }
    }

    fn json(&mut self, index: u64) -> Json {
        let mut fields = vec![("content".to_owned(), self.content.take())];
        fields.extend(self.fields.take_fields());
        fields.push(("index".to_owned(), Json::from(usize::try_from(index).unwrap_or_default())));
        Json::Object(fields)
    }
}

impl GrowingContent {
    /// Adds what a content says that goes on with this one.
    pub(super) fn add(&mut self, content: JsonRef<'_>, budget: &mut Budget) {
        for (name, value) in fields_of(content) {
            if name != "parts"
                && let Some(field) = self.fields.field(name, budget)
            {
                field.update(value, budget);
            }
        }
        list(content, "parts").iter().for_each(|part| self.add_part(part, budget));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    fn add_part(&mut self, part: JsonRef<'_>, budget: &mut Budget) {
        let thought = part
            .get("text")
            .and_then(JsonRef::as_str)
            .map(|_| part.get("thought").and_then(JsonRef::as_bool) == Some(true));
        let call = either(part, "functionCall", "function_call");
        let last = self.parts.last();
        let goes_on = match (thought, call) {
            (Some(_), _) => last.is_some_and(|last| last.thought == thought),
            (None, Some(call)) => {
                some(call, "name").is_none()
                    && last.and_then(|last| last.arguments.as_ref()).is_some_and(PartialArguments::go_on)
            }
            (None, None) => last.is_some_and(|last| last.is_sound_of(part)),
        };
        if !goes_on {
            if self.parts.len() >= MOST_PARTS {
                return;
            }
            self.parts.push(Part { thought, ..Part::default() });
        }
        if let Some(last) = self.parts.last_mut() {
            last.add(part, call, budget);
        }
    }

    pub(super) fn take(&mut self) -> Json {
        let mut content =
            vec![("parts".to_owned(), Json::Array(self.parts.drain(..).map(Part::json).collect()))];
        content.extend(self.fields.take_fields());
        Json::Object(content)
    }
}

impl Part {
    /// Whether `part` is the next piece of this sound. Base64 that was padded is at its end.
    fn is_sound_of(&self, part: JsonRef<'_>) -> bool {
        INLINE.iter().any(|(data, kind)| {
            let (Some(next), Some(known)) = (some(part, data), self.part.get(data)) else { return false };
            let is_sound = text(next, kind).is_some_and(|kind| kind.starts_with("audio/"));
            is_sound
                && known.text_of(kind) == text(next, kind)
                && known.text_of("data").is_some_and(|data| !data.ends_with('='))
        })
    }

    fn add(&mut self, part: JsonRef<'_>, call: Option<JsonRef<'_>>, budget: &mut Budget) {
        let is_sound = self.is_sound_of(part);
        for (name, value) in fields_of(part) {
            if self.thought.is_some() {
                self.part.append_field(name, value, budget);
            } else if is_sound
                && INLINE.iter().any(|(data, _)| *data == name)
                && let Some(sound) = self.part.field(name, budget)
            {
                fields_of(value).for_each(|(name, value)| sound.append_field(name, value, budget));
            } else if let Some(field) = self.part.field(name, budget) {
                field.update(value, budget);
            }
        }
        if let Some(call) = call
            && (self.arguments.is_some() || PartialArguments::are_in_pieces(call))
        {
            self.arguments.get_or_insert_default().add(call);
        }
    }

    fn json(self) -> Json {
        let Self { mut part, arguments, .. } = self;
        let Some(arguments) = arguments else { return part.take() };
        let Json::Object(mut fields) = part.take() else { return Json::Null };
        for (name, call) in &mut fields {
            if let ("functionCall" | "function_call", Json::Object(call)) = (&**name, call) {
                call.retain(|(name, _)| {
                    !matches!(&**name, "partialArgs" | "partial_args" | "willContinue" | "will_continue")
                });
                let whole =
                    call.iter().any(|(name, args)| name == "args" && args.view().as_object().is_some());
                if !whole {
                    call.retain(|(name, _)| name != "args");
                    call.push(("args".to_owned(), arguments.take()));
                }
                break;
            }
        }
        Json::Object(fields)
    }
}
