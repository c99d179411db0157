use openinference_runtime::tool_span;

#[tool_span(nmae = "weather", completely_else = 1)]
fn weather(city: &str) -> String {
    city.to_owned()
}

fn main() {
    weather("Oslo");
}
