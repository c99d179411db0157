use openinference_runtime::tool_span;

#[tool_span(name, session =, tags = )]
fn tool() {}

#[tool_span(attributes("a", "b" =, "c" = 1))]
fn other() {}

fn main() {
    tool();
    other();
}
