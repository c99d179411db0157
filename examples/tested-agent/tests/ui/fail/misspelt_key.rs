//! A key that there is not, and one that belongs to another kind.

use openinference_runtime::{agent_span, tool_span};

#[tool_span(descripton = "the weather")]
fn get_weather(city: &str) -> usize {
    city.len()
}

#[agent_span(attributes("llm.modle_name" = "gpt-4o"))]
fn answer(question: &str) -> usize {
    question.len()
}

fn main() {
    get_weather("Rome");
    answer("Warm?");
}
