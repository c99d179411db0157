//! A mistake in the attribute of a block shows once, not once for each method.
use openinference_runtime::tool_span;

pub struct Tool;

#[tool_span(name = "tool", skip(a), model = "x", attributes("tool.names" = 1), tags = "a")]
impl Tool {
    fn one(&self, a: u8) -> u8 {
        a
    }
    fn two(&self, #[span(skip)] a: u8) -> u8 {
        a
    }
    #[span(skip)]
    fn three(&self, a: u8) -> u8 {
        a
    }
}

fn main() {
    Tool.one(Tool.two(Tool.three(1)));
}
