use openinference_runtime::llm_span;

const KEY: &str = "app";

#[llm_span(attributes(KEY = 1, app = 2, "a": 3))]
fn chat(#[span(attribute = KEY)] a: &str, #[span(attribute("app"))] b: &str) -> String {
    format!("{a}{b}")
}

fn main() {
    chat(KEY, "");
}
