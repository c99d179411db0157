//! E11: `#[async_trait]` around our attribute: Send, `?Send`, `Arc<Self>`, static, generic, `&mut`, default methods.
#![deny(warnings)]

use std::sync::Arc;

use async_trait::async_trait;
use openinference_runtime::tool_span;

#[async_trait]
pub trait Tool: Send + Sync {
    async fn call(&self, question: &str) -> Result<String, String>;
    async fn change(&mut self, a: u8) -> u8;
    async fn shared(self: Arc<Self>, a: u8) -> u8;
    async fn of_the_type(a: u8) -> u8
    where
        Self: Sized;
    async fn generic<T: Send + Sync + 'static>(&self, a: T) -> T
    where
        Self: Sized;
    #[tool_span]
    async fn default_body(&self, a: u8, #[span(skip)] b: u8) -> u8 {
        tokio::task::yield_now().await;
        a + b
    }
}

pub struct Search(u8);

#[async_trait]
impl Tool for Search {
    #[tool_span]
    async fn call(&self, question: &str) -> Result<String, String> {
        tokio::task::yield_now().await;
        if question.is_empty() {
            return Err("empty".to_owned());
        }
        Ok(question.to_owned())
    }
    #[tool_span]
    async fn change(&mut self, a: u8) -> u8 {
        tokio::task::yield_now().await;
        self.0 += a;
        self.0
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
    async fn generic<T: Send + Sync + 'static>(&self, a: T) -> T {
        tokio::task::yield_now().await;
        a
    }
}

#[async_trait(?Send)]
pub trait Local {
    async fn call(&self, a: std::rc::Rc<u8>) -> u8;
}

#[async_trait(?Send)]
impl Local for Search {
    #[tool_span]
    async fn call(&self, a: std::rc::Rc<u8>) -> u8 {
        tokio::task::yield_now().await;
        *a
    }
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        assert!(Tool::call(&Search(1), "").await.is_err());
        assert_eq!(Search(1).change(1).await, 2);
        assert_eq!(Arc::new(Search(1)).shared(1).await, 2);
        assert_eq!(Search::of_the_type(1).await, 1);
        assert_eq!(Search(1).generic(1).await, 1);
        let tool: &dyn Local = &Search(1);
        assert_eq!(tool.call(std::rc::Rc::new(1)).await, 1);
        assert_eq!(Search(1).default_body(1, 1).await, 2);
    });
}
