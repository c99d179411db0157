use openinference_runtime::{agent_span, tool_span};

#[tool_span(model = "gpt-4o")]
fn tool() {}

#[agent_span(description = "Plans.")]
fn agent() {}

fn main() {
    tool();
    agent();
}
