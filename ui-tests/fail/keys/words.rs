use openinference_runtime::tool_span;

#[tool_span(otel_kind = clinet, cancelled = "unset")]
async fn tool() {}

#[tool_span(otel_kind = 5, cancelled = ignored)]
async fn other() {}

fn main() {
    drop((tool(), other()));
}
