//! What the values under a key are, for capture levels: a list of what is kept, so that what is not listed is not said.

use super::dotted::is_below;
use crate::semconv::attributes as key;
use crate::semconv::lookup;

/// What stands under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyClass {
    /// Kinds, names, models, counts, costs, scores, times and ids: kept by every level.
    Safe,
    /// The shape of a conversation, such as roles: kept by [`Structure`](super::CaptureLevel::Structure).
    Shape,
    /// The format of content, which does not describe what stands in its place.
    Format,
    /// JSON of which the scalars of known names are kept by every level.
    Parameters,
    /// The JSON schema of a tool, whose texts are content; its shape is kept by [`Structure`](super::CaptureLevel::Structure).
    Schema,
    /// What people and models write.
    Content,
}

use KeyClass::{Content, Format, Parameters, Safe, Schema, Shape};

/// The class of every row of the conventions.
pub(super) const ROWS: &[(KeyClass, &[&str])] = &[
    (
        Safe,
        &[
            key::OPENINFERENCE_SPAN_KIND,
            key::SESSION_ID,
            key::PROJECT_NAME,
            key::LLM_SYSTEM,
            key::LLM_PROVIDER,
            key::LLM_MODEL_NAME,
            key::LLM_REQUEST_MODEL_NAME,
            key::LLM_RESPONSE_MODEL_NAME,
            key::LLM_FINISH_REASON,
            key::PROMPT_VENDOR,
            key::PROMPT_ID,
            key::LLM_TOKEN_COUNT_PROMPT,
            key::LLM_TOKEN_COUNT_COMPLETION,
            key::LLM_TOKEN_COUNT_TOTAL,
            key::LLM_TOKEN_COUNT_PROMPT_DETAILS,
            key::LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_READ,
            key::LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_WRITE,
            key::LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_INPUT,
            key::LLM_TOKEN_COUNT_PROMPT_DETAILS_AUDIO,
            key::LLM_TOKEN_COUNT_COMPLETION_DETAILS,
            key::LLM_TOKEN_COUNT_COMPLETION_DETAILS_REASONING,
            key::LLM_TOKEN_COUNT_COMPLETION_DETAILS_AUDIO,
            key::LLM_COST,
            key::LLM_COST_PROMPT,
            key::LLM_COST_COMPLETION,
            key::LLM_COST_TOTAL,
            key::LLM_COST_PROMPT_DETAILS,
            key::LLM_COST_PROMPT_DETAILS_INPUT,
            key::LLM_COST_PROMPT_DETAILS_CACHE_READ,
            key::LLM_COST_PROMPT_DETAILS_CACHE_WRITE,
            key::LLM_COST_PROMPT_DETAILS_CACHE_INPUT,
            key::LLM_COST_PROMPT_DETAILS_AUDIO,
            key::LLM_COST_COMPLETION_DETAILS,
            key::LLM_COST_COMPLETION_DETAILS_OUTPUT,
            key::LLM_COST_COMPLETION_DETAILS_REASONING,
            key::LLM_COST_COMPLETION_DETAILS_AUDIO,
            key::TOOL_NAME,
            key::TOOL_ID,
            key::EMBEDDING_MODEL_NAME,
            key::RERANKER_MODEL_NAME,
            key::RERANKER_TOP_K,
            key::AGENT_NAME,
            key::GRAPH_NODE_ID,
            key::GRAPH_NODE_NAME,
            key::GRAPH_NODE_PARENT_ID,
            key::DECISION_MODEL_NAME,
            key::DECISION_REQUEST_MODEL_NAME,
            key::DECISION_RESPONSE_MODEL_NAME,
            key::DECISION_SYSTEM,
            key::DECISION_PROVIDER,
            key::DECISION_TOKEN_COUNT_INPUT,
            key::DECISION_TOKEN_COUNT_OUTPUT,
            key::ANNOTATION_NAME,
            key::ANNOTATION_SCORE,
            key::ANNOTATION_LABEL,
            key::ANNOTATION_ANNOTATOR_KIND,
            key::ANNOTATION_IDENTIFIER,
            key::EVALUATION_NAME,
            key::EVALUATION_SCORE,
            key::EVALUATION_LABEL,
            key::EVALUATION_ANNOTATOR_KIND,
            key::EVALUATION_IDENTIFIER,
            key::EXCEPTION_TYPE,
            key::EXCEPTION_ESCAPED,
        ],
    ),
    (
        Shape,
        &[
            key::LLM_PROMPT_TEMPLATE_VERSION,
            key::AUDIO_MIME_TYPE,
            key::MESSAGE_ROLE,
            key::MESSAGE_TOOL_CALL_ID,
            key::MESSAGE_FUNCTION_CALL_NAME,
            key::MESSAGE_CONTENT_TYPE,
            key::MESSAGE_CONTENT_ID,
            key::TOOL_CALL_ID,
            key::TOOL_CALL_FUNCTION_NAME,
            key::DOCUMENT_ID,
            key::DOCUMENT_SCORE,
            key::DOCUMENT_MIME_TYPE,
        ],
    ),
    (Format, &[key::INPUT_MIME_TYPE, key::OUTPUT_MIME_TYPE]),
    (Parameters, &[key::LLM_INVOCATION_PARAMETERS, key::EMBEDDING_INVOCATION_PARAMETERS]),
    (Schema, &[key::TOOL_PARAMETERS, key::TOOL_JSON_SCHEMA]),
    (
        Content,
        &[
            key::INPUT_VALUE,
            key::OUTPUT_VALUE,
            key::METADATA,
            key::TAG_TAGS,
            key::USER_ID,
            // A whole list under its own key.
            key::INPUT_IMAGES,
            key::OUTPUT_IMAGES,
            key::INPUT_DOCUMENTS,
            key::OUTPUT_DOCUMENTS,
            key::LLM_INPUT_MESSAGES,
            key::LLM_OUTPUT_MESSAGES,
            key::LLM_PROMPTS,
            key::LLM_CHOICES,
            key::LLM_TOOLS,
            key::MESSAGE_CONTENTS,
            key::MESSAGE_TOOL_CALLS,
            key::MESSAGE_CONTENT_IMAGE,
            key::MESSAGE_CONTENT_AUDIO,
            key::MESSAGE_CONTENT_VIDEO,
            key::MESSAGE_CONTENT_DOCUMENT,
            key::EMBEDDING_EMBEDDINGS,
            key::RETRIEVAL_DOCUMENTS,
            key::RERANKER_INPUT_DOCUMENTS,
            key::RERANKER_OUTPUT_DOCUMENTS,
            key::ANNOTATIONS,
            key::TRACE_ANNOTATIONS,
            key::SESSION_ANNOTATIONS,
            key::EVALUATIONS,
            key::TRACE_EVALUATIONS,
            key::SESSION_EVALUATIONS,
            key::IMAGE_URL,
            key::AUDIO_URL,
            key::AUDIO_TRANSCRIPT,
            key::VIDEO_URL,
            key::PROMPT_TEXT,
            key::COMPLETION_TEXT,
            key::LLM_PROMPT_TEMPLATE,
            key::LLM_PROMPT_TEMPLATE_VARIABLES,
            key::PROMPT_URL,
            key::MESSAGE_NAME,
            key::MESSAGE_CONTENT,
            key::MESSAGE_FUNCTION_CALL_ARGUMENTS_JSON,
            key::MESSAGE_CONTENT_TEXT,
            key::MESSAGE_CONTENT_SIGNATURE,
            key::MESSAGE_CONTENT_DATA,
            key::MESSAGE_CONTENT_ENCRYPTED_CONTENT,
            key::LLM_FUNCTION_CALL,
            key::TOOL_CALL_FUNCTION_ARGUMENTS_JSON,
            key::TOOL_CALL_REASONING_SIGNATURE,
            key::TOOL_DESCRIPTION,
            key::EMBEDDING_TEXT,
            key::EMBEDDING_VECTOR,
            key::RERANKER_QUERY,
            key::DOCUMENT_CONTENT,
            key::DOCUMENT_METADATA,
            key::DOCUMENT_URL,
            key::DOCUMENT_NAME,
            key::ANNOTATION_EXPLANATION,
            key::ANNOTATION_METADATA,
            key::EVALUATION_EXPLANATION,
            key::EVALUATION_METADATA,
            key::EXCEPTION_MESSAGE,
            key::EXCEPTION_STACKTRACE,
        ],
    ),
];

/// What GenAI's conventions have beside what is [`Safe`].
pub(super) const GENAI_CONTENT: &[&str] = &[
    "gen_ai.agent.description",
    "gen_ai.completion",
    "gen_ai.evaluation.explanation",
    "gen_ai.input.messages",
    "gen_ai.output.messages",
    "gen_ai.prompt",
    "gen_ai.request.stop_sequences",
    "gen_ai.retrieval.documents",
    "gen_ai.retrieval.query.text",
    "gen_ai.system_instructions",
    "gen_ai.tool.call.arguments",
    "gen_ai.tool.call.result",
    "gen_ai.tool.definitions",
    "gen_ai.tool.description",
];

/// Keys of OpenTelemetry's conventions whose values are names, numbers and categories, in order.
pub(super) const SAFE: &[&str] = &[
    "client.port",
    "cloud.platform",
    "cloud.provider",
    "cloud.region",
    "code.function.name",
    "code.line.number",
    "code.lineno",
    "code.module.name",
    "db.operation.name",
    "db.response.status_code",
    "db.system",
    "db.system.name",
    "deployment.environment.name",
    "error.type",
    "faas.name",
    "faas.trigger",
    "gen_ai.agent.id",
    "gen_ai.agent.name",
    "gen_ai.agent.version",
    "gen_ai.conversation.id",
    "gen_ai.data_source.id",
    "gen_ai.embeddings.dimension.count",
    "gen_ai.evaluation.name",
    "gen_ai.evaluation.score.label",
    "gen_ai.evaluation.score.value",
    "gen_ai.operation.name",
    "gen_ai.output.type",
    "gen_ai.prompt.name",
    "gen_ai.prompt.version",
    "gen_ai.provider.name",
    "gen_ai.request.choice.count",
    "gen_ai.request.encoding_formats",
    "gen_ai.request.frequency_penalty",
    "gen_ai.request.max_tokens",
    "gen_ai.request.model",
    "gen_ai.request.presence_penalty",
    "gen_ai.request.reasoning.level",
    "gen_ai.request.seed",
    "gen_ai.request.stream",
    "gen_ai.request.temperature",
    "gen_ai.request.top_k",
    "gen_ai.request.top_p",
    "gen_ai.response.finish_reasons",
    "gen_ai.response.id",
    "gen_ai.response.model",
    "gen_ai.response.time_to_first_chunk",
    "gen_ai.system",
    "gen_ai.token.type",
    "gen_ai.tool.call.id",
    "gen_ai.tool.name",
    "gen_ai.tool.type",
    "gen_ai.workflow.name",
    "http.method",
    "http.request.body.size",
    "http.request.method",
    "http.request.resend_count",
    "http.request_content_length",
    "http.response.body.size",
    "http.response.status_code",
    "http.response_content_length",
    "http.route",
    "http.scheme",
    "http.status_code",
    "jsonrpc.protocol.version",
    "mcp.method.name",
    "mcp.protocol.version",
    "mcp.session.id",
    "messaging.batch.message_count",
    "messaging.destination.name",
    "messaging.message.body.size",
    "messaging.operation.name",
    "messaging.operation.type",
    "messaging.system",
    "network.protocol.name",
    "network.protocol.version",
    "network.transport",
    "network.type",
    "otel.component.name",
    "otel.component.type",
    "otel.scope.name",
    "otel.scope.schema_url",
    "otel.scope.version",
    "otel.status_code",
    "rpc.grpc.status_code",
    "rpc.method",
    "rpc.response.status_code",
    "rpc.service",
    "rpc.system",
    "rpc.system.name",
    "server.port",
    "service.name",
    "service.namespace",
    "service.version",
    "thread.id",
    "thread.name",
    "url.scheme",
];

/// What begins so is counts and costs, whatever its last part.
const SAFE_FAMILIES: &[&str] = &["gen_ai.usage.", "llm.cost.", "llm.token_count.", "process."];

/// The class of a key, plain or flattened. `None`: nobody knows what stands there.
pub(crate) fn class_of(text: &str) -> Option<KeyClass> {
    if let Some(row) = lookup::attribute(text) {
        return class_of_row(row.key);
    }
    if SAFE.binary_search(&text).is_ok() || SAFE_FAMILIES.iter().any(|family| text.starts_with(family)) {
        return Some(Safe);
    }
    GENAI_CONTENT.iter().any(|family| is_below(text, family)).then_some(Content)
}

fn class_of_row(row: &str) -> Option<KeyClass> {
    ROWS.iter().find(|(_, keys)| keys.contains(&row)).map(|(class, _)| *class)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::semconv::attributes::ATTRIBUTES;

    #[test]
    fn every_key_of_the_conventions_is_in_one_class() {
        let classes = |row: &str| ROWS.iter().filter(|(_, keys)| keys.contains(&row)).count();
        let undecided: Vec<_> =
            ATTRIBUTES.iter().map(|row| row.key).filter(|row| classes(row) != 1).collect();
        assert!(undecided.is_empty(), "what do these say? {undecided:?}");
        let listed: usize = ROWS.iter().map(|(_, keys)| keys.len()).sum();
        assert_eq!(listed, ATTRIBUTES.len(), "a key that does not exist, or one twice");
    }

    #[test]
    fn nothing_is_both_safe_and_content() {
        for name in GENAI_CONTENT {
            assert_eq!(class_of(name), Some(Content), "{name}");
        }
    }

    #[test]
    fn no_key_that_is_known_is_taken_for_a_secret() {
        let config = crate::config::TraceConfig::default();
        let keys = ROWS.iter().flat_map(|(_, keys)| keys.iter()).chain(SAFE).chain(GENAI_CONTENT);
        let taken: Vec<_> = keys.filter(|key| config.is_secret_parameter(key)).collect();
        assert!(taken.is_empty(), "{taken:?}");
    }

    #[test]
    fn what_is_safe_is_listed_in_order() {
        assert!(SAFE.is_sorted());
    }
}
