//! A method without a body has no span. It is there all the same.
use openinference_runtime::tool_span;

pub trait Trait {
    #[tool_span]
    fn declared(&self) -> u8;

    #[tool_span]
    async fn declared_async(&self, #[span(skip)] a: u8) -> u8;
}

impl Trait for u8 {
    fn declared(&self) -> u8 {
        *self
    }

    async fn declared_async(&self, a: u8) -> u8 {
        *self + a
    }
}

fn main() {
    1.declared();
    drop(1.declared_async(1));
}
