use openinference_runtime::{agent_span, tool_span};

#[tool_span]
#[tool_span]
fn same(a: u8) -> u8 {
    a
}

#[tool_span]
#[agent_span(name = "x")]
fn other(#[span(skip)] a: u8) -> u8 {
    a
}

#[openinference_runtime::tool_span]
#[openinference_runtime::chain_span]
fn by_path(a: u8) -> u8 {
    a
}

fn main() {
    same(1);
    other(1);
    by_path(1);
}
