//! Every form of a tool that is offered to a model, under lints that forbid warnings.
#![deny(warnings, missing_docs)]
#![deny(clippy::all, clippy::pedantic)]

use openinference_runtime::tool_span;

/// By key.
const NAME: &str = "by_key";

/// Free.
#[tool_span(definition = free_tool)]
pub async fn free<'a>(
    /// First.
    #[doc = "Second."]
    a: &'a str,
    b: Option<&'a [u8]>,
    mut c: Vec<String>,
    #[cfg(any())] never: u8,
    #[span(redact)] secret: String,
    #[span(skip)] opaque: &dyn Fn(),
) -> usize {
    c.push(secret);
    opaque();
    a.len() + b.map_or(0, <[u8]>::len) + c.len()
}

/// Tools.
pub struct Tools<T>(T);

impl<T: Clone + Send> Tools<T> {
    /// With a receiver.
    #[tool_span(name = NAME, definition = method_tool)]
    pub fn method(&self, (a, b): (u8, u8)) -> T {
        let _ = (a, b);
        self.0.clone()
    }

    /// Without.
    #[tool_span(description = "none", definition = none_tool, skip_all)]
    #[must_use]
    pub fn none(opaque: T) -> u8 {
        let _ = opaque;
        1
    }
}

/// A trait with a tool of its own.
pub trait Own {
    /// By default.
    #[tool_span(definition = default_tool)]
    fn default(&self, r#in: bool) -> bool {
        r#in
    }
}

impl Own for u8 {}

macro_rules! tool {
    ($name:ident, $definition:ident, $ty:ty) => {
        /// Generated.
        #[tool_span(definition = $definition)]
        pub fn $name(value: $ty) -> $ty {
            value
        }
    };
}

tool!(generated, generated_tool, u16);

fn main() {
    assert_eq!(free_tool().parameters()["properties"]["a"]["description"], "First.\nSecond.");
    assert_eq!(free_tool().parameters()["required"].as_array().map(Vec::len), Some(3));
    assert_eq!(Tools::<u8>::method_tool().name(), "by_key");
    assert_eq!(Tools::<u8>::none_tool().description(), Some("none"));
    assert_eq!(<u8 as Own>::default_tool().name(), "default");
    assert_eq!(generated_tool().name(), "generated");
    assert_eq!(Tools(1_u8).method((1, 2)), 1);
    assert_eq!(Tools::none(1_u8) + u8::from(1_u8.default(true)), 2);
    assert_eq!(generated(3), 3);
}
