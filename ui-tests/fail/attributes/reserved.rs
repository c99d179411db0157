//! Keys in the namespaces of the conventions.
use openinference_runtime::{llm_span, tool_span};

#[llm_span(
    attributes(
        "llm.model" = "x",
        "llm.tokens_in" = 1,
        "llm.usage.completion_tokens" = 1,
        "llm.nothing_like_it" = 1,
        "llm.input_messages.0.role" = "user",
        "openinference.span.kind" = "TOOL",
    ),
    on_result(|r| "llm.tokens_out" = 1, "output.valeu" = r.clone()),
)]
fn chat(a: &str) -> String {
    a.to_owned()
}

#[tool_span(attributes("tool.names" = "x"))]
fn tool(#[span(attribute = "tool.discription")] a: &str) -> String {
    a.to_owned()
}

fn main() {
    chat("");
    tool("");
}
