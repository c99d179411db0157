use openinference_runtime::tool_span;

#[tool_span(name = "", description = " ", skip(), attributes(), on_result())]
fn tool(a: u8) -> u8 {
    a
}

fn main() {
    tool(1);
}
