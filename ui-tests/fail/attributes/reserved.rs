use openinference_runtime::llm_span;

#[llm_span(attributes("llm.model" = "m", "llm.tokens_in" = 1, "my.key" = 2))]
fn chat(prompt: &str) -> usize {
    prompt.len()
}

fn main() {
    chat("hello");
}
