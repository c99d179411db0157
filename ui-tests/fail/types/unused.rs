//! E73: lints that are not swallowed.
#![deny(warnings)]

use openinference_runtime::tool_span;

#[tool_span]
fn dead(a: u8) -> u8 {
    a
}

#[tool_span(skip_all)]
fn unused(a: u8) {}

#[tool_span]
fn unused_mut(mut a: u8) -> u8 {
    a
}

#[tool_span]
async fn unused_mut_async(mut a: &str) -> usize {
    a.len()
}

#[tool_span]
fn unused_local(a: u8) -> u8 {
    let b = a;
    a
}

#[tool_span]
async fn unused_future(a: u8) -> u8 {
    a
}

#[must_use]
#[tool_span]
fn must_use(a: u8) -> u8 {
    a
}

#[deprecated]
#[tool_span]
fn deprecated() {}

#[tool_span]
fn unreachable(a: u8) -> u8 {
    return a;
    a
}

fn main() {
    unused(1);
    unused_mut(1);
    drop(unused_mut_async(""));
    unused_local(1);
    unused_future(1);
    must_use(1);
    deprecated();
    unreachable(1);
}
