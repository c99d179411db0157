//! Chunks of chat completions and completions.

use crate::json::{Json, JsonRef};
use crate::providers::read::{count, fields_of};
use crate::providers::stream::{Budget, Growing, Indexed, ResponseBuilder};

/// A completion, as far as it has arrived.
#[derive(Debug)]
pub(super) struct OpenAiChunks {
    /// What the API calls the whole.
    object: &'static str,
    fields: Growing,
    choices: Indexed<Choice>,
    budget: Budget,
}

#[derive(Debug, Default)]
struct Choice {
    fields: Growing,
    message: Growing,
}

impl OpenAiChunks {
    pub(super) fn new(object: &'static str) -> Self {
        Self { object, fields: Growing::default(), choices: Indexed::default(), budget: Budget::default() }
    }
}

impl ResponseBuilder for OpenAiChunks {
    fn budget(&mut self) -> &mut Budget {
        &mut self.budget
    }

    fn add(&mut self, chunk: JsonRef<'_>) {
        let Self { fields, choices, budget, .. } = self;
        let mut held = None;
        for (name, value) in fields_of(chunk) {
            if name == "choices" {
                held = value.as_array();
            } else if let Some(field) = fields.field(name, budget) {
                field.update(value, budget);
            }
        }
        for choice in held.unwrap_or_default() {
            if let Some(kept) = choices.at(count(choice, "index").unwrap_or_default()) {
                kept.add(choice, budget);
            }
        }
    }

    fn response(&mut self) -> Json {
        let mut fields = self.fields.take_fields();
        match fields.iter_mut().find(|(name, _)| name == "object") {
            Some((_, object)) => *object = Json::from(self.object),
            None => fields.push(("object".to_owned(), Json::from(self.object))),
        }
        let choices = self.choices.iter_mut().map(|(index, choice)| choice.json(index));
        fields.push(("choices".to_owned(), Json::Array(choices.collect())));
        Json::Object(fields)
    }
}

impl Choice {
    fn add(&mut self, choice: JsonRef<'_>, budget: &mut Budget) {
        for (name, value) in fields_of(choice) {
            match name {
                "index" => {}
                "delta" if value.is_null() => {}
                "delta" => self.message.append(value, budget),
                "message" => self.message.update(value, budget),
                // Each chunk has those of its own tokens; text is a piece.
                "logprobs" | "text" => self.fields.append_field(name, value, budget),
                _ => {
                    if let Some(field) = self.fields.field(name, budget) {
                        field.update(value, budget);
                    }
                }
            }
        }
    }

    fn json(&mut self, index: u64) -> Json {
        let mut fields = vec![("index".to_owned(), Json::from(usize::try_from(index).unwrap_or_default()))];
        if let Json::Object(mut message) = self.message.take() {
            message.retain(|(_, value)| !value.is_null());
            if !message
                .iter()
                .any(|(name, role)| name == "role" && role.as_str().is_some_and(|role| !role.is_empty()))
            {
                message.retain(|(name, _)| name != "role");
                message.insert(0, ("role".to_owned(), Json::from("assistant")));
            }
            fields.push(("message".to_owned(), Json::Object(message)));
        }
        fields.extend(self.fields.take_fields());
        Json::Object(fields)
    }
}
