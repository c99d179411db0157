//! What has no fields, and what is two things at once.

use openinference_runtime::{Document, LlmChunk, LlmRequest, LlmResponse};

#[derive(Document)]
union Bits {
    #[oi(score)]
    float: f32,
    #[oi(score)]
    integer: u32,
}

#[derive(LlmRequest)]
struct Nothing;

#[derive(LlmChunk)]
enum Event {
    #[oi(content)]
    Text(String),
}

#[derive(LlmRequest, LlmResponse)]
struct Both {
    #[oi(model)]
    model: String,
}

fn main() {}
