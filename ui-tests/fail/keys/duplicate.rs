use openinference_runtime::tool_span;

#[tool_span(name = "a", skip(a), name = "b", skip(b))]
fn tool(a: u8, b: u8) -> u8 {
    a + b
}

fn main() {
    tool(1, 2);
}
