//! `gen_ai.*` attributes from those of OpenInference, for backends that know these alone
//! (`OPENINFERENCE_ENABLE_GENAI_SEMCONV`).
//!
//! They are derived from what the span says when it ends, which is masked already. One that the program has set itself
//! stays as it is.

mod messages;
mod parameters;
mod tools;
mod writer;

use std::collections::BTreeMap;

use self::writer::GenAiWriter;
use super::{json, names, provider};
use crate::attributes::{AttributeBuffer, Attributes};
use crate::json::Json;
use crate::key::PatternSet;
use crate::semconv::SpanKind;
use crate::semconv::attributes as keys;
use crate::value::flat::FlatReader;

/// What an API says that completes texts.
static COMPLETED_TEXTS: PatternSet =
    PatternSet::new(|key| key.starts_with("llm.prompts.") || key.starts_with("llm.choices."));

/// Adds to `out` what `span` says, in the words of the other conventions.
pub(crate) fn write(span: &AttributeBuffer, out: &mut Attributes<'_>) {
    let flat: BTreeMap<String, Json> =
        span.texts_and_values().map(|(key, value)| (key.into_owned(), json(value))).collect();
    let kind = span.text(keys::OPENINFERENCE_SPAN_KIND).and_then(|kind| kind.parse().ok());
    let mut writer = GenAiWriter { span, reader: FlatReader::new(&flat), kind, out };
    writer.operation();
    writer.models();
    writer.usage();
    parameters::write(&mut writer);
    messages::write(&mut writer);
    tools::write(&mut writer);
    writer.retrieval();
    writer.embeddings(&flat);
}

impl GenAiWriter<'_, '_> {
    fn operation(&mut self) {
        let operation = match self.kind {
            Some(SpanKind::Tool) => "execute_tool",
            Some(SpanKind::Embedding) => "embeddings",
            Some(SpanKind::Retriever) => "retrieval",
            Some(SpanKind::Agent) => "invoke_agent",
            Some(SpanKind::Llm) if self.completes_texts() => "text_completion",
            Some(SpanKind::Llm) => "chat",
            // There is no word for the others.
            _ => "",
        };
        self.set_text(names::OPERATION_NAME, Some(operation).filter(|operation| !operation.is_empty()));
        let provider =
            provider::genai_name(self.span.text(keys::LLM_PROVIDER), self.span.text(keys::LLM_SYSTEM));
        self.set_text(names::PROVIDER_NAME, provider.as_deref());
        self.copy(names::CONVERSATION_ID, keys::SESSION_ID);
        self.copy(names::AGENT_NAME, keys::AGENT_NAME);
    }

    fn completes_texts(&self) -> bool {
        self.span.has_any(&COMPLETED_TEXTS)
    }

    /// The model that was asked is not always the one that answered.
    fn models(&mut self) {
        let asked = [keys::LLM_REQUEST_MODEL_NAME, keys::LLM_MODEL_NAME, keys::EMBEDDING_MODEL_NAME];
        self.set_text(names::REQUEST_MODEL, asked.into_iter().find_map(|key| self.span.text(key)));
        if self.kind == Some(SpanKind::Llm) {
            let response = self.response();
            let said = |name| response.as_ref()?.get(name)?.as_str().filter(|text| !text.is_empty());
            self.set_text(names::RESPONSE_ID, said("id"));
            let served = self.span.text(keys::LLM_RESPONSE_MODEL_NAME).or(said("model"));
            self.set_text(names::RESPONSE_MODEL, served);
        }
    }

    /// The provider's response, where that is the output.
    fn response(&self) -> Option<Json> {
        let is_json = self.span.text(keys::OUTPUT_MIME_TYPE) == Some("application/json");
        Json::parse(self.span.text(keys::OUTPUT_VALUE).filter(|_| is_json)?)
    }

    fn usage(&mut self) {
        for (key, from) in [
            (names::USAGE_INPUT_TOKENS, keys::LLM_TOKEN_COUNT_PROMPT),
            (names::USAGE_OUTPUT_TOKENS, keys::LLM_TOKEN_COUNT_COMPLETION),
            (names::USAGE_CACHE_READ_INPUT_TOKENS, keys::LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_READ),
            (names::USAGE_CACHE_WRITE_INPUT_TOKENS, keys::LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_WRITE),
            (names::USAGE_CACHE_CREATION_INPUT_TOKENS, keys::LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_WRITE),
            (names::USAGE_AUDIO_INPUT_TOKENS, keys::LLM_TOKEN_COUNT_PROMPT_DETAILS_AUDIO),
            (names::USAGE_REASONING_OUTPUT_TOKENS, keys::LLM_TOKEN_COUNT_COMPLETION_DETAILS_REASONING),
            (names::USAGE_AUDIO_OUTPUT_TOKENS, keys::LLM_TOKEN_COUNT_COMPLETION_DETAILS_AUDIO),
        ] {
            if let Some(count) = self.span.count(from).and_then(|count| i64::try_from(count).ok()) {
                self.set(key, count);
            }
        }
    }

    fn retrieval(&mut self) {
        if self.kind != Some(SpanKind::Retriever) {
            return;
        }
        let documents = self.reader.documents(keys::RETRIEVAL_DOCUMENTS);
        if !documents.is_empty() {
            let documents = documents.iter().map(tools::document).collect();
            self.set_json(names::RETRIEVAL_DOCUMENTS, &Json::Array(documents));
        }
        if self.span.text(keys::INPUT_MIME_TYPE) != Some("application/json") {
            self.copy(names::RETRIEVAL_QUERY_TEXT, keys::INPUT_VALUE);
        }
    }

    fn embeddings(&mut self, flat: &BTreeMap<String, Json>) {
        if self.kind != Some(SpanKind::Embedding) {
            return;
        }
        let is_vector = |key: &String| {
            key.starts_with(keys::EMBEDDING_EMBEDDINGS) && key.ends_with(keys::EMBEDDING_VECTOR)
        };
        let vector = flat.iter().filter(|(key, _)| is_vector(key)).find_map(|(_, vector)| vector.as_array());
        if let Some(dimensions) = vector.and_then(|vector| i64::try_from(vector.len()).ok()) {
            self.set(names::EMBEDDINGS_DIMENSION_COUNT, dimensions);
        }
    }
}

#[cfg(test)]
mod tests;
