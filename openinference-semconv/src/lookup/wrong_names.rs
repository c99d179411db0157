//! Names that other conventions, client libraries and habit give to attributes of these conventions.

use crate::attributes::*;

/// The attribute's key that a name from elsewhere stands for.
pub(super) fn meaning(name: &str) -> Option<&'static str> {
    WRONG_NAMES.iter().find(|(_, wrong)| wrong.contains(&name)).map(|(key, _)| *key)
}

/// What is caught without a row here: other separators, a missing namespace, a few wrong letters.
const WRONG_NAMES: &[(&str, &[&str])] = &[
    (
        OPENINFERENCE_SPAN_KIND,
        &["openinference.kind", "openinference.span", "openinference.type", "openinference"],
    ),
    (
        INPUT_VALUE,
        &[
            "input",
            "input.content",
            "input.text",
            "retrieval.query",
            "tool.args",
            "tool.arguments",
            "tool.call.arguments",
            "tool.input",
        ],
    ),
    (INPUT_MIME_TYPE, &["input.content_type", "input.format", "input.type"]),
    (
        OUTPUT_VALUE,
        &[
            "output",
            "output.content",
            "output.text",
            "tool.call.result",
            "tool.output",
            "tool.response",
            "tool.result",
        ],
    ),
    (OUTPUT_MIME_TYPE, &["output.content_type", "output.format", "output.type"]),
    (TAG_TAGS, &["tag", "tags"]),
    (SESSION_ID, &["session", "conversation.id", "conversation_id", "thread.id", "thread_id"]),
    (USER_ID, &["user", "enduser.id", "user.name"]),
    (LLM_SYSTEM, &["llm.api", "llm.product"]),
    (LLM_PROVIDER, &["llm.host", "llm.provider_name", "llm.vendor"]),
    (LLM_MODEL_NAME, &["llm.model", "llm.model_id", "llm.name"]),
    (LLM_REQUEST_MODEL_NAME, &["llm.request.model", "llm.request_model"]),
    (LLM_RESPONSE_MODEL_NAME, &["llm.response.model", "llm.response_model"]),
    (
        LLM_INVOCATION_PARAMETERS,
        &[
            "llm.config",
            "llm.frequency_penalty",
            "llm.invocation_params",
            "llm.max_tokens",
            "llm.parameters",
            "llm.params",
            "llm.presence_penalty",
            "llm.request.max_tokens",
            "llm.request.temperature",
            "llm.request.top_k",
            "llm.request.top_p",
            "llm.seed",
            "llm.stop",
            "llm.temperature",
            "llm.top_k",
            "llm.top_p",
        ],
    ),
    (
        LLM_INPUT_MESSAGES,
        &[
            "llm.input",
            "llm.message",
            "llm.messages",
            "llm.prompt_messages",
            "llm.request.messages",
            "llm.system_prompt",
        ],
    ),
    (
        LLM_OUTPUT_MESSAGES,
        &["llm.completion", "llm.completions", "llm.output", "llm.response", "llm.response.messages"],
    ),
    (
        LLM_FINISH_REASON,
        &[
            "llm.response.finish_reason",
            "llm.response.finish_reasons",
            "llm.response.stop_reason",
            "llm.stop_reason",
        ],
    ),
    (LLM_PROMPT_TEMPLATE, &["llm.prompt_template", "llm.template"]),
    (LLM_PROMPT_TEMPLATE_VARIABLES, &["llm.prompt_variables", "llm.template_variables"]),
    (LLM_PROMPT_TEMPLATE_VERSION, &["llm.prompt_version", "llm.template_version", "prompt.version"]),
    (PROMPT_VENDOR, &["prompt.provider", "prompt.source"]),
    (
        LLM_TOKEN_COUNT_PROMPT,
        &[
            "llm.input_tokens",
            "llm.prompt_tokens",
            "llm.token_count.in",
            "llm.token_count.input",
            "llm.token_count.prompt_tokens",
            "llm.tokens.in",
            "llm.tokens.input",
            "llm.tokens.prompt",
            "llm.tokens_in",
            "llm.usage.input_tokens",
            "llm.usage.prompt_tokens",
        ],
    ),
    (
        LLM_TOKEN_COUNT_COMPLETION,
        &[
            "llm.completion_tokens",
            "llm.output_tokens",
            "llm.token_count.completion_tokens",
            "llm.token_count.out",
            "llm.token_count.output",
            "llm.tokens.completion",
            "llm.tokens.out",
            "llm.tokens.output",
            "llm.tokens_out",
            "llm.usage.completion_tokens",
            "llm.usage.output_tokens",
        ],
    ),
    (
        LLM_TOKEN_COUNT_TOTAL,
        &[
            "llm.token_count",
            "llm.token_count.total_tokens",
            "llm.tokens",
            "llm.tokens.total",
            "llm.tokens_total",
            "llm.total_tokens",
            "llm.usage",
            "llm.usage.total_tokens",
        ],
    ),
    (
        LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_READ,
        &[
            "llm.cached_tokens",
            "llm.token_count.cache_read",
            "llm.token_count.cached",
            "llm.token_count.prompt_details.cached_tokens",
            "llm.usage.cache_read_input_tokens",
            "llm.usage.cached_tokens",
            "llm.usage.prompt_tokens_details.cached_tokens",
        ],
    ),
    (
        LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_WRITE,
        &[
            "llm.token_count.cache_write",
            "llm.token_count.prompt_details.cache_creation",
            "llm.usage.cache_creation_input_tokens",
        ],
    ),
    (
        LLM_TOKEN_COUNT_COMPLETION_DETAILS_REASONING,
        &[
            "llm.reasoning_tokens",
            "llm.token_count.completion_details.reasoning_tokens",
            "llm.token_count.reasoning",
            "llm.usage.completion_tokens_details.reasoning_tokens",
            "llm.usage.reasoning_tokens",
        ],
    ),
    (LLM_COST_PROMPT, &["llm.cost.input", "llm.input_cost", "llm.prompt_cost"]),
    (LLM_COST_COMPLETION, &["llm.completion_cost", "llm.cost.output", "llm.output_cost"]),
    (LLM_COST_TOTAL, &["llm.cost", "llm.cost.usd", "llm.cost_usd", "llm.price", "llm.total_cost"]),
    (LLM_TOOLS, &["llm.available_tools", "llm.functions", "llm.request.functions", "llm.request.tools"]),
    (MESSAGE_TOOL_CALLS, &["llm.response.tool_calls", "llm.tool_calls"]),
    (MESSAGE_CONTENT, &["message.text", "message.value"]),
    (MESSAGE_CONTENTS, &["message.parts"]),
    (MESSAGE_TOOL_CALL_ID, &["message.tool_call.id", "message.tool_id", "message.tool_use_id"]),
    (MESSAGE_CONTENT_TEXT, &["content", "message_content.content", "message_content.value"]),
    (TOOL_CALL_FUNCTION_NAME, &["tool_call.function", "tool_call.name"]),
    (TOOL_CALL_FUNCTION_ARGUMENTS_JSON, &["tool_call.args", "tool_call.arguments", "tool_call.input"]),
    (TOOL_NAME, &["tool"]),
    (TOOL_PARAMETERS, &["tool.params"]),
    (TOOL_JSON_SCHEMA, &["tool.definition", "tool.input_schema", "tool.schema"]),
    (TOOL_ID, &["tool.call.id", "tool.call_id", "tool.tool_call_id", "tool.use_id"]),
    (EMBEDDING_MODEL_NAME, &["embedding.model"]),
    (EMBEDDING_EMBEDDINGS, &["embedding", "embedding.data", "embedding.texts", "embedding.vectors"]),
    (EMBEDDING_INVOCATION_PARAMETERS, &["embedding.dimensions", "embedding.parameters", "embedding.params"]),
    (RETRIEVAL_DOCUMENTS, &["retrieval", "retrieval.chunks", "retrieval.results", "retriever.documents"]),
    (RERANKER_MODEL_NAME, &["reranker.model"]),
    (RERANKER_TOP_K, &["reranker.k", "reranker.limit", "reranker.top_n"]),
    (RERANKER_INPUT_DOCUMENTS, &["reranker.documents", "reranker.input"]),
    (RERANKER_OUTPUT_DOCUMENTS, &["reranker.output", "reranker.results"]),
    (DOCUMENT_CONTENT, &["document.page_content", "document.text"]),
    (DOCUMENT_SCORE, &["document.relevance", "document.similarity"]),
    (AGENT_NAME, &["agent", "agent.id"]),
    (GRAPH_NODE_ID, &["graph.node"]),
    (GRAPH_NODE_PARENT_ID, &["graph.node.parent"]),
];

#[cfg(test)]
mod tests {
    use alloc::collections::BTreeSet;

    use super::*;
    use crate::lookup::{attribute, nearest_attribute};

    fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
        WRONG_NAMES.iter().flat_map(|(key, wrong)| wrong.iter().map(move |name| (*name, *key)))
    }

    #[test]
    fn a_wrong_name_is_no_attribute_that_has_a_value() {
        for (name, _) in all() {
            assert!(attribute(name).is_none_or(|row| !row.value_type.is_value()), "{name}");
        }
    }

    #[test]
    fn a_wrong_name_means_one_attribute() {
        let mut seen = BTreeSet::new();
        for (name, key) in all() {
            assert!(seen.insert(name), "twice: {name}");
            assert_eq!(nearest_attribute(name), Some(key), "{name}");
        }
    }
}
