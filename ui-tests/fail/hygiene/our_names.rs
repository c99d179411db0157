//! E55: a body cannot name what generated code names.
use openinference_runtime::tool_span;

#[tool_span]
async fn body(a: u8) -> u8 {
    __openinference_start.touch(&a);
    let _ = __openinference_anchor;
    a
}

#[tool_span]
fn body_sync(a: u8) -> u8 {
    let _ = __openinference_span;
    let _ = __openinference_value;
    a
}

fn main() {
    drop(body(1));
    body_sync(1);
}
