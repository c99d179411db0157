//! A count is a number.

use openinference_runtime::llm_span;

#[llm_span(attributes("llm.token_count.total" = "many"))]
fn chat(question: &str) -> usize {
    question.len()
}

fn main() {
    chat("Warm?");
}
