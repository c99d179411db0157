//! Eight mistakes in one attribute show in one go, and the function is there all the same.
use openinference_runtime::llm_span;

#[llm_span(
    nmae = "chat",
    model = 4,
    skip(reqest),
    otel_kind = clinet,
    attributes("llm.model" = "x", "app" = 1, "app" = 2),
    session = |s| s,
    cancelled,
)]
async fn chat(request: &str, #[span(skp)] key: &str) -> String {
    format!("{request}{key}")
}

fn main() {
    drop(chat("", ""));
}
