//! The documentation of the derives.

use crate::semconv::fields::{self, Derive};

#[test]
fn the_documentation_has_every_key() {
    for (derive, text) in [
        (Derive::LlmRequest, include_str!("docs/llm_request.md")),
        (Derive::LlmResponse, include_str!("docs/llm_response.md")),
        (Derive::LlmChunk, include_str!("docs/llm_chunk.md")),
        (Derive::Document, include_str!("docs/document.md")),
        (Derive::Embedding, include_str!("docs/embedding.md")),
    ] {
        for key in fields::of(derive) {
            let row = |line: &str| {
                line.starts_with(&format!("| `{}` | ", key.name))
                    && line.ends_with(&format!(" | {} |", key.doc))
            };
            assert!(text.lines().any(row), "{}: `{}` | {}", derive.as_str(), key.name, key.doc);
        }
    }
}
