//! E28: `Self` in every place.

use openinference_checklist::{call, call_sync, spanned};
use openinference_runtime::tool_span;

trait Named {
    type Output;
    const NAME: &'static str;
    fn own(&self) -> Self::Output;
}

#[derive(Debug, PartialEq, Clone)]
struct Tool(u8);

impl Named for Tool {
    type Output = u16;
    const NAME: &'static str = "tool";
    #[tool_span]
    fn own(&self) -> Self::Output {
        let value: Self::Output = self.0.into();
        value
    }
}

impl Tool {
    const LEAST: u8 = 1;

    #[tool_span]
    async fn itself(a: Self, b: &Self) -> Self {
        if a == *b { a } else { b.clone() }
    }
    #[tool_span(name = Self::NAME)]
    async fn constant(&self) -> u8 {
        Self::LEAST
    }
    #[tool_span]
    async fn qualified(&self) -> <Self as Named>::Output {
        <Self as Named>::Output::from(self.0)
    }
    #[tool_span]
    async fn patterns(Self(a): Self, b: Self) -> Self {
        let Self(b) = b;
        Self(a + b)
    }
}

#[test]
fn as_a_type() {
    assert_eq!(call(Tool::itself(Tool(1), &Tool(2))), Tool(2));
}

#[test]
fn constants() {
    let (value, span) = spanned(Tool(1).constant());
    assert_eq!((value, span.name.as_str()), (1, "tool"));
}

#[test]
fn associated_types() {
    assert_eq!(call_sync(|| Tool(1).own()), 1);
}

#[test]
fn qualified_paths() {
    assert_eq!(call(Tool(1).qualified()), 1);
}

#[test]
fn constructors_and_patterns() {
    assert_eq!(call(Tool::patterns(Tool(1), Tool(2))), Tool(3));
}
