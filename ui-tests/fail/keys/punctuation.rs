use openinference_runtime::tool_span;

#[tool_span(name = "a" skip_all)]
fn missing_comma(a: u8) -> u8 {
    a
}

#[tool_span("weather")]
fn no_key() {}

#[tool_span(name = "a",, skip_all)]
fn two_commas(a: u8) -> u8 {
    a
}

#[tool_span(name == "a")]
fn two_equals() {}

#[tool_span(name: "a")]
fn colon() {}

fn main() {
    missing_comma(1);
    no_key();
    two_commas(1);
    two_equals();
    colon();
}
