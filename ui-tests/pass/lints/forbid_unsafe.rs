//! E71: nothing that is expanded is unsafe.
#![deny(warnings)]
#![forbid(unsafe_code)]

use openinference_runtime::tool_span;

#[tool_span(name = format!("{a}"), attributes("n" = a), on_result(|r| "r" = *r))]
pub async fn later(mut a: u8) -> Result<u8, String> {
    a += 1;
    if a == 0 {
        return Err("zero".to_owned());
    }
    Ok(a)
}

#[tool_span]
pub fn sync(a: u8, b: &str) -> usize {
    usize::from(a) + b.len()
}

#[tool_span]
pub async fn shortened(mut a: &str) -> usize {
    let trimmed = a.trim().to_owned();
    a = &trimmed;
    a.len()
}

#[tool_span]
pub fn future(a: u8) -> impl Future<Output = u8> {
    async move { a }
}

#[tool_span]
pub fn stream(a: u8) -> impl futures_util::Stream<Item = u8> {
    futures_util::stream::iter([a])
}

#[tool_span]
pub async fn never() -> ! {
    std::process::exit(0)
}

#[tool_span]
#[track_caller]
pub fn tracked(a: u8) -> u8 {
    a
}

pub struct Tool;

#[tool_span]
impl Tool {
    pub fn method(&self, a: u8) -> u8 {
        a
    }
}

fn main() {
    let _ = (sync(tracked(1), ""), Tool.method(1));
    drop((later(1), shortened(""), future(1), stream(1), never()));
}
