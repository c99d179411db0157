//! How tools are written here.

use openinference_runtime::tool_span;

/// Says how long a name is.
#[tool_span]
async fn length(name: &str) -> usize {
    name.len()
}

fn main() {
    let _ = length("Rome");
}
