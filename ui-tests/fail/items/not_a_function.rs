use openinference_runtime::tool_span;

#[tool_span]
pub struct Structure {
    pub a: u8,
}

#[tool_span]
pub enum Enumeration {}

#[tool_span]
pub trait Trait {
    fn call(&self) {}
}

#[tool_span]
mod module {}

#[tool_span]
const CONSTANT: u8 = 1;

#[tool_span]
static STATIC: u8 = CONSTANT;

#[tool_span]
use std::fmt;

#[tool_span]
type Alias = fmt::Result;

fn main() -> Alias {
    Structure { a: STATIC }.call();
    Ok(())
}

impl Trait for Structure {}
