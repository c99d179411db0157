//! A provider that there is not, for tests: it follows the recipe of `ARCHITECTURE.md`, so that the recipe stays true.

use super::PayloadFormat;
use super::read::{some, text, write_request_model, write_response_model};
use super::usage;
use crate::attributes::Attributes;
use crate::json::JsonRef;
use crate::semconv::SpanKind;
use crate::value::{Message, write_input_messages, write_output_messages};

/// The API.
#[derive(Debug)]
pub(super) struct ToyAnswers;

impl PayloadFormat for ToyAnswers {
    fn kind(&self) -> SpanKind {
        SpanKind::Llm
    }

    fn is_request(&self, payload: JsonRef<'_>) -> bool {
        text(payload, "toy_asks").is_some()
    }

    fn request(&self, request: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_request_model(text(request, "model"), "toy", out);
        let asked = text(request, "toy_asks").map(Message::user);
        write_input_messages(&asked.into_iter().collect::<Vec<_>>(), out);
    }

    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        text(payload, "toy_says").is_some()
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        write_response_model(text(response, "model"), "toy", out);
        usage::write(&usage::OPENAI, some(response, "usage").unwrap_or_default(), out);
        let said = text(response, "toy_says").map(Message::assistant);
        write_output_messages(&said.into_iter().collect::<Vec<_>>(), out);
    }
}

mod tests {
    use crate::providers::testing::{request, response};
    use crate::semconv::SpanKind;

    #[test]
    fn a_provider_that_is_added_by_the_recipe_is_recognised() {
        request(SpanKind::Llm, "ToyAnswers", r#"{"model": "toy-1", "toy_asks": "Rome?"}"#)
            .has("llm.model_name", "toy-1")
            .has("llm.system", "toy")
            .has("llm.input_messages.0.message.content", "Rome?");
        let said = r#"{"model": "toy-1", "toy_says": "Sunny.", "usage": {"prompt_tokens": 3, "completion_tokens": 2}}"#;
        response(SpanKind::Llm, "ToyAnswers", said)
            .has("llm.output_messages.0.message.content", "Sunny.")
            .has("llm.token_count.prompt", "I64(3)");
    }
}
