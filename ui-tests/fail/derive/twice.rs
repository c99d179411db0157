//! No two fields are the same thing.

use openinference_runtime::{Document, Embedding, LlmChunk};

#[derive(LlmChunk)]
enum Event {
    Text {
        #[oi(content)]
        first: String,
        #[oi(content)]
        second: String,
    },
    Last(#[oi(content)] String),
}

#[derive(Document)]
struct Hit {
    #[oi(content, content)]
    body: String,
    #[oi(metadata)]
    page: u32,
    #[oi(metadata)]
    path: String,
}

#[derive(Embedding)]
struct OneAndMany {
    #[oi(text)]
    text: String,
    #[oi(embeddings)]
    vectors: Vec<Vec<f32>>,
}

fn main() {}
