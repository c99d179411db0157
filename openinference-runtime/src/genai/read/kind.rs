//! The kind of a span of the GenAI conventions.

use super::super::names;
use super::Input;
use crate::semconv::SpanKind;

/// The kind by the operation, else by what the span says; `None` for a span that is none of these conventions.
pub(crate) fn kind_of(input: &Input<'_>) -> Option<SpanKind> {
    if !input.keys().any(|key| key.starts_with("gen_ai.")) {
        return None;
    }
    let operation = input.text(names::OPERATION_NAME).map(str::to_ascii_lowercase);
    let by_operation = match operation.as_deref() {
        Some("chat" | "completion" | "generate_content" | "text_completion") => Some(SpanKind::Llm),
        Some("embeddings") => Some(SpanKind::Embedding),
        Some("execute_tool") => Some(SpanKind::Tool),
        Some("retrieval") => Some(SpanKind::Retriever),
        Some("rerank") => Some(SpanKind::Reranker),
        Some("create_agent" | "invoke_agent" | "plan") => Some(SpanKind::Agent),
        Some("invoke_workflow") => Some(SpanKind::Chain),
        Some("apply_guardrail") => Some(SpanKind::Guardrail),
        _ => None,
    };
    by_operation.or_else(|| by_content(input))
}

fn by_content(input: &Input<'_>) -> Option<SpanKind> {
    let has = |keys: &[&str]| keys.iter().any(|key| input.has(key));
    if has(&[names::EVALUATION_NAME]) {
        Some(SpanKind::Evaluator)
    } else if has(&[names::TOOL_CALL_ID, names::TOOL_NAME]) {
        Some(SpanKind::Tool)
    } else if has(&[names::RETRIEVAL_DOCUMENTS, names::RETRIEVAL_QUERY_TEXT]) {
        Some(SpanKind::Retriever)
    } else if has(&[names::EMBEDDINGS_DIMENSION_COUNT]) {
        Some(SpanKind::Embedding)
    } else if has(&[
        names::INPUT_MESSAGES,
        names::OUTPUT_MESSAGES,
        names::REQUEST_MODEL,
        names::RESPONSE_MODEL,
    ]) {
        Some(SpanKind::Llm)
    } else if has(&[names::AGENT_NAME]) {
        Some(SpanKind::Agent)
    } else {
        None
    }
}
