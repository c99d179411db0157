use openinference_runtime::tool_span;

#[tool_span(skip_all = true, name("a"), skip = a, attributes["a" = 1], on_result = |r| r, error_if(|e| true))]
fn tool(a: u8) -> Result<u8, u8> {
    Ok(a)
}

fn main() {
    let _ = tool(1);
}
