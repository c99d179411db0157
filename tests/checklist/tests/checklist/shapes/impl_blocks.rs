//! One attribute on an `impl` block annotates every method that is not opted out; a method's own attribute wins.

use openinference_checklist::{call, spanned, spanned_sync};
use openinference_runtime::testing::{Trace, capture_sync};
use openinference_runtime::{llm_span, tool_span};

struct Toolbox<T = u8>(T);

#[tool_span(attributes("app.box" = "a"))]
impl<T> Toolbox<T>
where
    T: Clone + Into<u64>,
{
    const LEAST: u64 = 1;

    #[span(skip)]
    fn opted_out(&self) -> u64 {
        Self::LEAST
    }

    const fn constant(&self) -> u64 {
        2
    }

    async fn add(&self, a: u64, #[span(skip)] b: u64) -> Result<u64, String> {
        Ok(a + b + self.0.clone().into())
    }

    fn associated(a: u64) -> u64 {
        a
    }

    #[llm_span(name = "own")]
    async fn own(&self, a: u64) -> u64 {
        a
    }
}

trait Act {
    type Answer;
    const NAME: &'static str;
    fn act(&mut self, a: u8) -> Self::Answer;
}

#[tool_span]
impl Act for Toolbox<u32> {
    type Answer = Option<u8>;
    const NAME: &'static str = "box";

    fn act(&mut self, a: u8) -> Self::Answer {
        Some(a)
    }
}

fn nothing<T>(f: impl FnOnce() -> T) {
    let (_, trace): (T, Trace) = capture_sync(f);
    assert!(trace.is_empty(), "{}", trace.outline());
}

#[test]
fn a_method_is_annotated() {
    let (value, span) = spanned(Toolbox(1_u8).add(1, 2));
    assert_eq!(value, Ok(4));
    assert_eq!((span.name.as_str(), span.text("app.box")), ("Toolbox::add", Some("a")));
    assert_eq!(span.text("input.value"), Some(r#"{"a":1}"#));
}

#[test]
fn an_associated_function_is_annotated() {
    let (_, span) = spanned_sync(|| Toolbox::<u8>::associated(1));
    assert_eq!(span.name, "Toolbox::associated");
}

#[test]
fn an_opted_out_method_is_not() {
    nothing(|| Toolbox(1_u8).opted_out());
}

#[test]
fn a_const_method_is_not() {
    nothing(|| Toolbox(1_u8).constant());
    const _: u64 = Toolbox(1_u8).constant();
}

#[test]
fn a_methods_own_attribute_wins() {
    let (_, span) = spanned(Toolbox(1_u8).own(1));
    assert_eq!((span.name.as_str(), span.text("app.box")), ("own", None));
    assert_eq!(span.kind, "LLM");
}

#[test]
fn methods_of_a_trait_are_annotated() {
    let (value, span) = spanned_sync(|| Toolbox(1_u32).act(1));
    assert_eq!((value, span.name.as_str()), (Some(1), "Toolbox::act"));
    assert_eq!(<Toolbox<u32> as Act>::NAME, "box");
}

#[test]
fn trait_blocks_of_async_methods_are_annotated() {
    trait Later {
        async fn later(&self) -> u8;
    }
    #[tool_span]
    impl Later for Toolbox {
        async fn later(&self) -> u8 {
            self.0
        }
    }
    assert_eq!(call(Toolbox(1).later()), 1);
}
