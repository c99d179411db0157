//! E11: `#[async_trait]`, with our attribute on methods inside.

use std::rc::Rc;
use std::sync::Arc;

use async_trait::async_trait;
use openinference_checklist::spanned;
use openinference_runtime::testing::Node;
use openinference_runtime::tool_span;

#[async_trait]
trait Tool: Send + Sync {
    async fn send(&self, a: &str) -> Result<String, String>;
    async fn shared(self: Arc<Self>, a: u8) -> u8;
    async fn of_the_type(a: u8) -> u8
    where
        Self: Sized;
    async fn generic<T: std::fmt::Debug + Send + Sync + 'static>(&self, a: T) -> T
    where
        Self: Sized;
    async fn change(&mut self, a: u8) -> u8;
    #[tool_span]
    async fn provided(&self, a: u8) -> u8 {
        tokio::task::yield_now().await;
        a
    }
}

struct Search(u8);

#[async_trait]
impl Tool for Search {
    #[tool_span]
    async fn send(&self, a: &str) -> Result<String, String> {
        tokio::task::yield_now().await;
        if a.is_empty() {
            return Err("empty".to_owned());
        }
        Ok(a.to_owned())
    }
    #[tool_span]
    async fn shared(self: Arc<Self>, a: u8) -> u8 {
        tokio::task::yield_now().await;
        self.0 + a
    }
    #[tool_span]
    async fn of_the_type(a: u8) -> u8 {
        a
    }
    #[tool_span]
    async fn generic<T: std::fmt::Debug + Send + Sync + 'static>(&self, a: T) -> T {
        tokio::task::yield_now().await;
        a
    }
    #[tool_span]
    async fn change(&mut self, a: u8) -> u8 {
        tokio::task::yield_now().await;
        self.0 += a;
        self.0
    }
}

#[async_trait(?Send)]
trait Local {
    async fn call(&self, a: Rc<u8>) -> u8;
}

#[async_trait(?Send)]
impl Local for Search {
    #[tool_span]
    async fn call(&self, a: Rc<u8>) -> u8 {
        tokio::task::yield_now().await;
        *a
    }
}

/// The span covers the future, also where `async_trait` has made a function that returns one of it.
fn covers(span: &Node, output: &str) {
    assert_eq!(span.text("output.value"), Some(output));
}

#[test]
fn send() {
    fn assert_send<T: Send>(value: T) -> T {
        value
    }
    let (value, span) = spanned(async { assert_send(Search(1).send("a")).await });
    assert_eq!(value.as_deref(), Ok("a"));
    covers(&span, "a");
    let (value, span) = spanned(async { Search(1).send("").await });
    assert!(value.is_err() && span.status.is_error());
}

#[test]
fn not_send() {
    let tool: &dyn Local = &Search(1);
    let (_, span) = spanned(async { tool.call(Rc::new(1)).await });
    covers(&span, "1");
}

#[test]
fn shared_receiver() {
    let (_, span) = spanned(async { Arc::new(Search(1)).shared(1).await });
    covers(&span, "2");
}

#[test]
fn without_receiver() {
    let (_, span) = spanned(async { Search::of_the_type(1).await });
    covers(&span, "1");
}

#[test]
fn generic() {
    let (_, span) = spanned(async { Search(1).generic(1).await });
    covers(&span, "1");
}

#[test]
fn mutable_receiver() {
    let (_, span) = spanned(async { Search(1).change(1).await });
    covers(&span, "2");
}

#[test]
fn attribute_inside_the_impl() {
    let tool: Box<dyn ToolObject> = Box::new(Search(1));
    let (_, span) = spanned(async { tool.run(1).await });
    covers(&span, "2");
}

/// A trait that has objects.
#[async_trait]
trait ToolObject: Send + Sync {
    async fn run(&self, a: u8) -> u8;
}

#[async_trait]
impl ToolObject for Search {
    #[tool_span]
    async fn run(&self, a: u8) -> u8 {
        self.0 + a
    }
}

#[test]
fn default_method() {
    let (_, span) = spanned(async { Search(1).provided(1).await });
    covers(&span, "1");
}
