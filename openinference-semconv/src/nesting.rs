//! Which lists and objects take which keys (`spec/semantic_conventions.md`, Common Flattened Attribute Patterns).

use crate::attributes::*;

/// Lists or objects with what stands in them.
pub(crate) struct Nesting {
    /// The keys of the lists or objects.
    pub(crate) holders: &'static [&'static str],
    /// The keys of their items or parts; one that ends in a dot stands for all that begin so.
    pub(crate) takes: &'static [&'static str],
}

/// Every list and object of the conventions.
pub(crate) const NESTING: &[Nesting] = &[
    nesting(&[LLM_INPUT_MESSAGES, LLM_OUTPUT_MESSAGES], &["message."]),
    nesting(&[MESSAGE_CONTENTS], &["message_content.", "tool_call."]),
    nesting(&[MESSAGE_TOOL_CALLS], &["tool_call."]),
    nesting(&[LLM_TOOLS], &[TOOL_JSON_SCHEMA, TOOL_NAME, TOOL_DESCRIPTION]),
    nesting(&[LLM_PROMPTS], &[PROMPT_TEXT]),
    nesting(&[LLM_CHOICES], &[COMPLETION_TEXT]),
    nesting(&[EMBEDDING_EMBEDDINGS], &[EMBEDDING_TEXT, EMBEDDING_VECTOR]),
    nesting(
        &[
            RETRIEVAL_DOCUMENTS,
            RERANKER_INPUT_DOCUMENTS,
            RERANKER_OUTPUT_DOCUMENTS,
            INPUT_DOCUMENTS,
            OUTPUT_DOCUMENTS,
            MESSAGE_CONTENT_DOCUMENT,
        ],
        &["document."],
    ),
    nesting(&[INPUT_IMAGES, OUTPUT_IMAGES, MESSAGE_CONTENT_IMAGE], &["image."]),
    nesting(&[MESSAGE_CONTENT_AUDIO], &["audio."]),
    nesting(VOICE, &["audio."]),
    nesting(&[MESSAGE_CONTENT_VIDEO], &["video."]),
    nesting(&[ANNOTATIONS, TRACE_ANNOTATIONS, SESSION_ANNOTATIONS], &["annotation."]),
    nesting(&[EVALUATIONS, TRACE_EVALUATIONS, SESSION_EVALUATIONS], &["evaluation."]),
];

/// The recordings of a voice session: `audio.*` directly behind `input` or `output`, which are no attributes
/// themselves (`spec/semantic_conventions.md`, Span-root audio).
pub(crate) const VOICE: &[&str] = &["input", "output"];

const fn nesting(holders: &'static [&'static str], takes: &'static [&'static str]) -> Nesting {
    Nesting { holders, takes }
}

/// The place in [`NESTING`] of a list or object.
pub(crate) const fn nesting_of(holder: &str) -> Option<usize> {
    let mut at = 0;
    while at < NESTING.len() {
        let mut one = 0;
        while one < NESTING[at].holders.len() {
            if is_same(NESTING[at].holders[one], holder) {
                return Some(at);
            }
            one += 1;
        }
        at += 1;
    }
    None
}

/// Whether a key may stand where these keys are taken.
pub(crate) const fn is_taken(key: &str, takes: &[&str]) -> bool {
    let mut at = 0;
    while at < takes.len() {
        let taken = takes[at].as_bytes();
        let is_prefix = !taken.is_empty() && taken[taken.len() - 1] == b'.';
        if is_same(key, takes[at]) || (is_prefix && begins_with(key.as_bytes(), taken)) {
            return true;
        }
        at += 1;
    }
    false
}

const fn begins_with(text: &[u8], prefix: &[u8]) -> bool {
    text.len() >= prefix.len() && is_same_bytes(text.split_at(prefix.len()).0, prefix)
}

const fn is_same(one: &str, other: &str) -> bool {
    is_same_bytes(one.as_bytes(), other.as_bytes())
}

/// `==`, which cannot be called in constants.
pub(crate) const fn is_same_bytes(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}
