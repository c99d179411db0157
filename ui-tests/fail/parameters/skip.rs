use openinference_runtime::tool_span;

pub struct Tool;

impl Tool {
    #[tool_span(skip(self, reqest, context, request, request, 5))]
    fn call(&self, request: &str, other: &str) -> String {
        format!("{request}{other}")
    }
}

#[tool_span(skip(a))]
fn none() {}

#[tool_span(skip_all, skip(a))]
fn all(a: u8) -> u8 {
    a
}

fn main() {
    Tool.call("", "");
    none();
    all(1);
}
