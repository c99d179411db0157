//! E10: methods of traits.

use std::future::Future;

use openinference_checklist::{call, spanned, spanned_from};
use openinference_runtime::tool_span;

trait Tool {
    async fn required(&self, a: u8) -> u8;
    #[tool_span]
    async fn provided(&self, a: u8) -> u8 {
        a + 1
    }
    fn later(&self, a: u8) -> impl Future<Output = u8> + Send;
}

struct Search(u8);

impl Tool for Search {
    #[tool_span]
    async fn required(&self, a: u8) -> u8 {
        a + self.0
    }
    #[tool_span]
    fn later(&self, a: u8) -> impl Future<Output = u8> + Send {
        let b = self.0;
        async move { a + b }
    }
}

#[test]
fn implementation_of_an_async_method() {
    let (value, span) = spanned(Search(1).required(1));
    assert_eq!((value, span.name.as_str()), (2, "Search::required"));
}

#[test]
fn default_body_of_an_async_method() {
    let (value, span) = spanned(Search(1).provided(1));
    assert_eq!((value, span.name.as_str()), (2, "Search::provided"));
}

#[test]
fn async_method_in_a_trait() {
    async fn through<T: Tool>(tool: &T) -> u8 {
        tool.required(2).await
    }
    assert_eq!(call(through(&Search(1))), 3);
}

#[test]
fn implementation_that_returns_a_future() {
    let (value, span) = spanned_from(|| Search(1).later(1));
    assert_eq!((value, span.text("output.value")), (2, Some("2")));
}

#[test]
fn async_implementation_of_a_method_that_returns_a_future() {
    struct Other;
    impl Tool for Other {
        async fn required(&self, a: u8) -> u8 {
            a
        }
        #[tool_span]
        async fn later(&self, a: u8) -> u8 {
            a
        }
    }
    assert_eq!(call(Other.later(1)), 1);
    assert_eq!(openinference_checklist::block_on(Other.required(1)), 1);
}
