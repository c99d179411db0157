use openinference_runtime::tool_span;

pub struct Tool;

#[tool_span]
impl Tool {
    #[span(skip)]
    pub const A: u8 = 1;

    #[span(redact)]
    fn redacted(&self, a: u8) -> u8 {
        a
    }
    #[span]
    fn bare(&self, a: u8) -> u8 {
        a
    }
    fn parameter(&self, #[span(skp)] a: u8) -> u8 {
        a
    }
}

pub struct Empty;

#[tool_span]
impl Empty {}

fn main() {
    Tool.redacted(Tool.bare(Tool.parameter(Tool::A)));
}
