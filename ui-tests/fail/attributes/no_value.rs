//! Keys that hold no value by themselves.
use openinference_runtime::llm_span;

#[llm_span(attributes(
    "llm.input_messages" = a,
    "message.role" = "user",
    "document.content" = "text",
    "message_content.image" = "x",
    "llm.token_count.prompt_details" = 1,
    "exception.message" = "x",
    "openinference.project.name" = "x",
    "" = 1,
    " app" = 1,
))]
fn chat(a: &str) -> String {
    a.to_owned()
}

fn main() {
    chat("");
}
