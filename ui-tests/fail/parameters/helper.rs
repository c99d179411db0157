use openinference_runtime::tool_span;

pub struct Tool;

impl Tool {
    #[tool_span]
    fn call(#[span(skip)] &self, #[span] a: u8, #[span()] b: u8, #[span(skp)] c: u8, #[span = "skip"] d: u8) -> u8 {
        a + b + c + d
    }
}

#[tool_span]
fn contradictions(#[span(skip, redact)] a: u8, #[span(redact, attribute = "app")] b: u8, #[span(skip, skip)] c: u8) -> u8 {
    a + b + c
}

#[tool_span(skip(a))]
fn twice(#[span(skip)] a: u8, #[span(attribute)] b: u8, #[span(attribute = 5)] c: u8) -> u8 {
    a + b + c
}

#[tool_span]
fn patterns(#[span(skip)] _: u8, #[span(attribute = "app")] (a, b): (u8, u8)) -> u8 {
    a + b
}

#[tool_span]
#[span(skip)]
fn misplaced(a: u8) -> u8 {
    a
}

fn main() {
    Tool.call(1, 2, 3, 4);
    contradictions(1, 2, 3);
    twice(1, 2, 3);
    patterns(1, (2, 3));
    misplaced(1);
}
