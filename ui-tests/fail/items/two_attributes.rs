use openinference_runtime::{llm_span, tool_span};

#[tool_span]
#[llm_span]
fn both(city: &str) -> usize {
    city.len()
}

fn main() {
    both("Rome");
}
