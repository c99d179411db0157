//! A `const fn` cannot have a span. It is there all the same.
use openinference_runtime::tool_span;

#[tool_span]
const fn constant() -> u8 {
    1
}

const ONE: u8 = constant();

fn main() {
    assert_eq!(ONE, constant());
}
