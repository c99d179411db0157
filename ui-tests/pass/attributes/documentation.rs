//! E66: the doc comment as a tool's description.
#![deny(warnings)]

use openinference_runtime::tool_span;

/// One line.
#[tool_span]
fn one_line() {}

/// First.
///
/// Second "quoted" \ {braces}.
#[tool_span]
fn several_lines() {}

#[tool_span]
/** A block
    comment. */
fn block() {}

#[tool_span]
#[doc = concat!("made ", "up")]
fn expression() {}

/// Before.
#[doc = include_str!("documentation.rs")]
#[tool_span]
fn included() {}

/// Not this.
#[tool_span(description = "but this")]
fn explicit() {}

/// Not this.
#[tool_span(description = format!("but {a}"))]
fn computed(a: u8) -> u8 {
    a
}

#[tool_span]
fn inner() {
    //! Inner.
}

///
#[tool_span]
fn empty() {}

#[tool_span]
#[doc(hidden)]
fn hidden() {}

fn main() {
    one_line();
    several_lines();
    block();
    expression();
    included();
    explicit();
    computed(1);
    inner();
    empty();
    hidden();
}
