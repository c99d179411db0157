//! What kind a span is, and what spans of the kind have to say.

use super::checked_span::CheckedSpan;
use super::rule::Rule;
use crate::semconv::attributes::{
    EMBEDDING_MODEL_NAME, LLM_MODEL_NAME, LLM_PROMPT_TEMPLATE, LLM_PROVIDER, LLM_SYSTEM, METADATA,
    OPENINFERENCE_SPAN_KIND, RERANKER_OUTPUT_DOCUMENTS, RETRIEVAL_DOCUMENTS, SESSION_ID, TAG_TAGS, TOOL_NAME,
    USER_ID,
};
use crate::semconv::{SpanKind, lookup};
use crate::testing::trace::Node;

/// The name that `spec/embedding_spans.md` fixes.
const CREATE_EMBEDDINGS: &str = "CreateEmbeddings";

/// Keys that any span may have: an application sets them on all of a trace.
const COMMON: &[&str] = &[SESSION_ID, USER_ID, METADATA, TAG_TAGS];

/// Whether a span claims to be an OpenInference span: by its kind, by where it comes from, or by a key that only the
/// conventions have. An HTTP client's span, say, is none.
pub(super) fn is_of_the_conventions(node: &Node) -> bool {
    !node.kind.is_empty()
        || node.scope.is_none()
        || node
            .attributes
            .keys()
            .any(|key| lookup::is_reserved(key) && !COMMON.contains(&key) && !key.starts_with("exception."))
}

pub(super) fn check(span: &mut CheckedSpan<'_>) {
    let node = span.node;
    if node.name.trim().is_empty() {
        span.report(Rule::EmptyName, None, "the span has no name");
    }
    if node.kind.is_empty() {
        // A kind of the wrong type is reported as that.
        if !node.attributes.contains_key(OPENINFERENCE_SPAN_KIND) {
            span.report(
                Rule::MissingKind,
                Some(OPENINFERENCE_SPAN_KIND),
                "the span has no `openinference.span.kind`",
            );
        }
        return;
    }
    match node.kind.parse() {
        Ok(SpanKind::Unknown) | Err(_) => unknown(span),
        Ok(kind) => of_kind(span, kind),
    }
}

fn unknown(span: &mut CheckedSpan<'_>) {
    let kind = &span.node.kind;
    let near = SpanKind::ALL.iter().find(|known| known.as_str().eq_ignore_ascii_case(kind.trim()));
    let message = match near {
        Some(SpanKind::Unknown) | None => format!("`{kind}` is no span kind"),
        Some(near) => format!("`{kind}` is no span kind: did you mean `{near}`?"),
    };
    span.report(Rule::UnknownKind, Some(OPENINFERENCE_SPAN_KIND), message);
}

fn of_kind(span: &mut CheckedSpan<'_>, kind: SpanKind) {
    match kind {
        SpanKind::Llm => {
            required(span, kind, LLM_SYSTEM);
            recommended(span, kind, LLM_MODEL_NAME);
        }
        SpanKind::Embedding => {
            if span.node.name != CREATE_EMBEDDINGS {
                let message =
                    format!("an EMBEDDING span is called `{CREATE_EMBEDDINGS}`, not `{}`", span.node.name);
                span.report(Rule::EmbeddingName, None, message);
            }
            for key in [LLM_SYSTEM, LLM_PROVIDER] {
                if span.node.attributes.contains_key(key) {
                    span.report(Rule::ForbiddenKey, Some(key), format!("an EMBEDDING span has no `{key}`"));
                }
            }
            recommended(span, kind, EMBEDDING_MODEL_NAME);
        }
        SpanKind::Tool => recommended(span, kind, TOOL_NAME),
        SpanKind::Retriever => recommended(span, kind, RETRIEVAL_DOCUMENTS),
        SpanKind::Reranker => recommended(span, kind, RERANKER_OUTPUT_DOCUMENTS),
        SpanKind::Prompt => recommended(span, kind, LLM_PROMPT_TEMPLATE),
        _ => {}
    }
}

fn required(span: &mut CheckedSpan<'_>, kind: SpanKind, key: &str) {
    if !has(span.node, key) {
        span.report(Rule::RequiredKey, Some(key), format!("`{key}` is missing: every {kind} span has it"));
    }
}

/// A call that failed may have had nothing to say.
fn recommended(span: &mut CheckedSpan<'_>, kind: SpanKind, key: &str) {
    if !span.node.status.is_error() && !has(span.node, key) {
        span.report(Rule::RecommendedKey, Some(key), format!("`{key}` is missing: {kind} spans say it"));
    }
}

/// Whether the key is there, or where it is a list, an item of it.
fn has(node: &Node, key: &str) -> bool {
    node.attributes
        .keys()
        .any(|found| found.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
}
