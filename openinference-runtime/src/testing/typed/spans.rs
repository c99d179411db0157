//! What the spans of each kind say.

use crate::json::Json;
use crate::semconv::attributes::{
    AGENT_NAME, EMBEDDING_EMBEDDINGS, EMBEDDING_INVOCATION_PARAMETERS, EMBEDDING_MODEL_NAME,
    EXCEPTION_MESSAGE, EXCEPTION_STACKTRACE, EXCEPTION_TYPE, INPUT_MIME_TYPE, INPUT_VALUE, METADATA,
    OUTPUT_MIME_TYPE, OUTPUT_VALUE, RERANKER_INPUT_DOCUMENTS, RERANKER_MODEL_NAME, RERANKER_OUTPUT_DOCUMENTS,
    RERANKER_QUERY, RERANKER_TOP_K, RETRIEVAL_DOCUMENTS, SESSION_ID, TAG_TAGS, TOOL_DESCRIPTION, TOOL_ID,
    TOOL_NAME, TOOL_PARAMETERS, USER_ID,
};
use crate::testing::trace::{Node, SpanStatus};
use crate::value::flat::FlatReader;
use crate::value::{Document, Embedding, PromptTemplate};

/// What an `LLM` span says. From [`Node::llm`].
#[derive(Clone, Copy, Debug)]
pub struct LlmSpan<'t>(pub(super) &'t Node);

/// What a `TOOL` span says. From [`Node::tool`].
#[derive(Clone, Copy, Debug)]
pub struct ToolSpan<'t>(&'t Node);

/// What a `RERANKER` span says. From [`Node::reranker`].
#[derive(Clone, Copy, Debug)]
pub struct RerankerSpan<'t>(&'t Node);

/// What an `EMBEDDING` span says. From [`Node::embedding`].
#[derive(Clone, Copy, Debug)]
pub struct EmbeddingSpan<'t>(&'t Node);

/// What went into a span or came out of it. From [`Node::input`] and [`Node::output`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Payload<'t> {
    /// The value as it was written.
    pub text: &'t str,
    /// `input.mime_type` or `output.mime_type`; `text/plain` where there is none.
    pub mime_type: &'t str,
}

/// The error of a span. From [`Node::error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SpanError<'t> {
    /// The text of the status.
    pub status: &'t str,
    /// `exception.type` of the last exception event.
    pub exception_type: Option<&'t str>,
    /// `exception.message` of the last exception event.
    pub message: Option<&'t str>,
    /// `exception.stacktrace` of the last exception event.
    pub stacktrace: Option<&'t str>,
}

impl Node {
    /// `llm.*`.
    #[must_use]
    pub fn llm(&self) -> LlmSpan<'_> {
        LlmSpan(self)
    }

    /// `tool.*`.
    #[must_use]
    pub fn tool(&self) -> ToolSpan<'_> {
        ToolSpan(self)
    }

    /// `reranker.*`.
    #[must_use]
    pub fn reranker(&self) -> RerankerSpan<'_> {
        RerankerSpan(self)
    }

    /// `embedding.*`.
    #[must_use]
    pub fn embedding(&self) -> EmbeddingSpan<'_> {
        EmbeddingSpan(self)
    }

    /// `retrieval.documents`.
    #[must_use]
    pub fn documents(&self) -> Vec<Document> {
        self.reader().documents(RETRIEVAL_DOCUMENTS)
    }

    /// `llm.prompt_template.*` and `prompt.*`. None when the span says no template.
    #[must_use]
    pub fn prompt_template(&self) -> Option<PromptTemplate> {
        self.reader().prompt_template()
    }

    /// `input.value` with its type.
    #[must_use]
    pub fn input(&self) -> Option<Payload<'_>> {
        self.payload(INPUT_VALUE, INPUT_MIME_TYPE)
    }

    /// `output.value` with its type.
    #[must_use]
    pub fn output(&self) -> Option<Payload<'_>> {
        self.payload(OUTPUT_VALUE, OUTPUT_MIME_TYPE)
    }

    fn payload(&self, key: &str, mime_key: &str) -> Option<Payload<'_>> {
        Some(Payload { text: self.text(key)?, mime_type: self.text(mime_key).unwrap_or("text/plain") })
    }

    /// The error that the span ended in. None when its status is no error.
    #[must_use]
    pub fn error(&self) -> Option<SpanError<'_>> {
        let SpanStatus::Error(status) = &self.status else { return None };
        let exception = self.events.iter().rfind(|event| event.name == "exception");
        let text = |key| exception.and_then(|event| event.attributes.get(key)).and_then(Json::as_str);
        Some(SpanError {
            status,
            exception_type: text(EXCEPTION_TYPE),
            message: text(EXCEPTION_MESSAGE),
            stacktrace: text(EXCEPTION_STACKTRACE),
        })
    }

    /// `session.id`.
    #[must_use]
    pub fn session_id(&self) -> Option<&str> {
        self.text(SESSION_ID)
    }

    /// `user.id`.
    #[must_use]
    pub fn user_id(&self) -> Option<&str> {
        self.text(USER_ID)
    }

    /// `metadata`, read as JSON.
    #[must_use]
    pub fn metadata(&self) -> Option<Json> {
        self.reader().json(METADATA)
    }

    /// `tag.tags`.
    #[must_use]
    pub fn tags(&self) -> Vec<&str> {
        let tags = self.attribute(TAG_TAGS).and_then(Json::as_array);
        tags.into_iter().flatten().filter_map(Json::as_str).collect()
    }

    /// `agent.name`.
    #[must_use]
    pub fn agent_name(&self) -> Option<&str> {
        self.text(AGENT_NAME)
    }

    pub(super) fn reader(&self) -> FlatReader<'_> {
        FlatReader::new(&self.attributes)
    }
}

impl<'t> Payload<'t> {
    /// The value read as JSON. None when it is none.
    #[must_use]
    pub fn json(&self) -> Option<Json> {
        Json::parse(self.text)
    }
}

impl PartialEq<&str> for Payload<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.text == *other
    }
}

impl<'t> ToolSpan<'t> {
    /// `tool.name`.
    #[must_use]
    pub fn name(&self) -> Option<&'t str> {
        self.0.text(TOOL_NAME)
    }

    /// `tool.description`.
    #[must_use]
    pub fn description(&self) -> Option<&'t str> {
        self.0.text(TOOL_DESCRIPTION)
    }

    /// `tool.id`: the id of the call that this is the answer to.
    #[must_use]
    pub fn id(&self) -> Option<&'t str> {
        self.0.text(TOOL_ID)
    }

    /// `tool.parameters`: the JSON schema of the arguments.
    #[must_use]
    pub fn parameters(&self) -> Option<Json> {
        self.0.reader().json(TOOL_PARAMETERS)
    }

    /// The argument of that name: a field of `input.value`.
    #[must_use]
    pub fn argument(&self, name: &str) -> Option<Json> {
        self.0.input()?.json()?.get(name).cloned()
    }
}

impl<'t> RerankerSpan<'t> {
    /// `reranker.query`.
    #[must_use]
    pub fn query(&self) -> Option<&'t str> {
        self.0.text(RERANKER_QUERY)
    }

    /// `reranker.model_name`.
    #[must_use]
    pub fn model_name(&self) -> Option<&'t str> {
        self.0.text(RERANKER_MODEL_NAME)
    }

    /// `reranker.top_k`.
    #[must_use]
    pub fn top_k(&self) -> Option<i64> {
        self.0.attribute(RERANKER_TOP_K)?.as_i64()
    }

    /// `reranker.input_documents`.
    #[must_use]
    pub fn input_documents(&self) -> Vec<Document> {
        self.0.reader().documents(RERANKER_INPUT_DOCUMENTS)
    }

    /// `reranker.output_documents`.
    #[must_use]
    pub fn output_documents(&self) -> Vec<Document> {
        self.0.reader().documents(RERANKER_OUTPUT_DOCUMENTS)
    }
}

impl<'t> EmbeddingSpan<'t> {
    /// `embedding.model_name`.
    #[must_use]
    pub fn model_name(&self) -> Option<&'t str> {
        self.0.text(EMBEDDING_MODEL_NAME)
    }

    /// `embedding.invocation_parameters`.
    #[must_use]
    pub fn invocation_parameters(&self) -> Option<Json> {
        self.0.reader().json(EMBEDDING_INVOCATION_PARAMETERS)
    }

    /// `embedding.embeddings`.
    #[must_use]
    pub fn embeddings(&self) -> Vec<Embedding> {
        self.0.reader().items(EMBEDDING_EMBEDDINGS).iter().map(FlatReader::embedding).collect()
    }
}
