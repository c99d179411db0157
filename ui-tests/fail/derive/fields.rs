//! Fields that cannot be what they are said to be.

use openinference_runtime::{Document, LlmRequest, LlmResponse};

struct Opaque;

#[derive(LlmRequest)]
struct Request {
    #[oi(messages)]
    messages: Vec<Opaque>,
    #[oi(model = |model| model.len())]
    model: String,
}

#[derive(LlmResponse)]
struct Answer<T> {
    #[oi(usage)]
    usage: T,
}

#[derive(Document)]
struct Hit {
    #[oi(score = relevance)]
    distance: f32,
    #[oi(attribute = "retrieval.documents.0.document.score")]
    other: String,
}

fn relevance(_: &f32) -> Opaque {
    Opaque
}

fn main() {}
