//! Lines of a stream. The last one has the counts, and all of them have a piece of the text.

use crate::json::{Json, JsonRef};
use crate::providers::read::fields_of;
use crate::providers::stream::{Budget, Growing, ResponseBuilder};

/// A response, as far as it has arrived.
#[derive(Debug, Default)]
pub(super) struct Lines {
    fields: Growing,
    budget: Budget,
}

impl ResponseBuilder for Lines {
    fn budget(&mut self) -> &mut Budget {
        &mut self.budget
    }

    fn add(&mut self, line: JsonRef<'_>) {
        let Self { fields, budget } = self;
        for (name, value) in fields_of(line) {
            if matches!(name, "message" | "response" | "thinking" | "logprobs") {
                fields.append_field(name, value, budget);
            } else if let Some(field) = fields.field(name, budget) {
                field.update(value, budget);
            }
        }
    }

    fn response(&mut self) -> Json {
        self.fields.take()
    }
}
