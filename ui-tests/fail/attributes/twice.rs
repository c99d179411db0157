use openinference_runtime::llm_span;

#[llm_span(model = a, attributes("llm.model_name" = a, "app" = 1, "app" = 2))]
fn chat(#[span(attribute = "llm.model_name")] a: &str, #[span(attribute = "app")] b: &str) -> String {
    format!("{a}{b}")
}

fn main() {
    chat("", "");
}
