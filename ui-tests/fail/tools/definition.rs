//! What is offered to a model is known before any call.

use openinference_runtime::tool_span;

#[tool_span(definition = "quoted")]
fn in_quotes(_a: u8) {}

#[tool_span(definition)]
fn without_name(_a: u8) {}

#[tool_span(definition = generic_tool)]
fn generic<'a, T: 'a, const N: usize>(_a: [&'a str; N]) {}

#[tool_span(definition = unnamed_tool)]
fn unnamed(_a: impl Sized, _b: u8) {}

#[tool_span(name = "what is this?", definition = spaced_tool)]
fn spaced(_a: u8) {}

#[tool_span(name = _a, description = format!("{_a}"), definition = dynamic_tool)]
fn dynamic(_a: &str) {}

#[tool_span(parameters = "{}", definition = twice_tool)]
fn twice(_a: u8) {}

#[openinference_runtime::chain_span(definition = chain_tool)]
fn chain(_a: u8) {}

fn main() {}
