//! E10: async functions in traits: implemented, with a default body, and as `-> impl Future`.
#![deny(warnings)]
#![allow(async_fn_in_trait)]

use openinference_runtime::tool_span;

pub trait Tool {
    const NAME: &'static str;
    type Answer;

    async fn call(&self, question: &str) -> Self::Answer;

    #[tool_span]
    async fn default_body(&self, a: u8) -> u8 {
        a + 1
    }

    #[tool_span]
    fn default_sync(&self) -> &'static str {
        Self::NAME
    }

    fn opaque(&self, a: u8) -> impl Future<Output = u8> + Send;
}

pub struct Search;

impl Tool for Search {
    const NAME: &'static str = "search";
    type Answer = String;

    #[tool_span]
    async fn call(&self, question: &str) -> Self::Answer {
        question.to_owned()
    }

    #[tool_span]
    async fn opaque(&self, a: u8) -> u8 {
        a
    }
}

pub struct Other;

impl Tool for Other {
    const NAME: &'static str = "other";
    type Answer = u8;

    #[tool_span]
    async fn call(&self, question: &str) -> u8 {
        question.len().try_into().unwrap()
    }

    #[tool_span]
    fn opaque(&self, a: u8) -> impl Future<Output = u8> + Send {
        async move { a }
    }
}

fn main() {
    assert_eq!(Search.default_sync(), "search");
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        assert_eq!(Search.call("a").await, "a");
        assert_eq!(Search.default_body(1).await, 2);
        assert_eq!(Search.opaque(1).await, 1);
        assert_eq!(Other.call("a").await, 1);
        assert_eq!(Other.opaque(1).await, 1);
    });
}
