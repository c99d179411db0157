use openinference_runtime::llm_span;

#[llm_span(stream)]
fn tokens(count: usize) -> Vec<String> {
    vec![String::new(); count]
}

fn main() {
    tokens(1);
}
