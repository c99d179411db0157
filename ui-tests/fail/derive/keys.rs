//! Words that are none, that belong elsewhere, or that say nothing.

use openinference_runtime::{Document, LlmRequest, LlmResponse};

#[derive(LlmRequest)]
struct Misspelt {
    #[oi(modle)]
    model: String,
    #[oi(mesages)]
    messages: Vec<String>,
}

#[derive(LlmResponse)]
struct OfAnother {
    #[oi(score)]
    score: f64,
}

#[derive(LlmResponse)]
#[oi(content)]
struct OnTheType {
    #[oi]
    content: String,
}

#[derive(Document)]
struct WithoutWords {
    content: String,
}

#[derive(Document)]
struct Parts {
    #[oi(content = "body")]
    content: String,
    #[oi(metadata = 3)]
    page: u32,
}

#[derive(LlmRequest)]
struct Attribute {
    #[oi(attribute = "llm.modle_name")]
    model: String,
    #[oi(attribute)]
    tenant: String,
}

fn main() {}
