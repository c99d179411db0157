//! Functions that cannot have a span. Each is there all the same.
use openinference_runtime::tool_span;

#[tool_span]
const fn constant() -> u8 {
    1
}

pub trait Trait {
    #[tool_span]
    fn declared(&self) -> u8;
}

impl Trait for u8 {
    fn declared(&self) -> u8 {
        constant()
    }
}

fn main() {
    1.declared();
}
