//! E05: every receiver, sync and async.
#![deny(warnings)]

use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use openinference_runtime::tool_span;

#[derive(Clone, Default)]
pub struct Tool {
    name: String,
    calls: u32,
}

impl Tool {
    #[tool_span]
    async fn value(self) -> String {
        self.name
    }
    #[tool_span]
    async fn mutable_value(mut self, a: u32) -> u32 {
        self.calls += a;
        self.calls
    }
    #[tool_span]
    async fn reference(&self, a: u32) -> u32 {
        self.calls + a
    }
    #[tool_span]
    async fn mutable_reference(&mut self, a: u32) -> u32 {
        self.calls += a;
        self.calls
    }
    #[tool_span]
    async fn named_lifetime<'a>(&'a self) -> &'a str {
        &self.name
    }
    #[tool_span]
    async fn boxed(self: Box<Self>) -> String {
        self.name
    }
    #[tool_span]
    async fn mutable_box(mut self: Box<Self>) -> u32 {
        self.calls += 1;
        self.calls
    }
    #[tool_span]
    async fn counted(self: Rc<Self>) -> u32 {
        self.calls
    }
    #[tool_span]
    async fn shared(self: Arc<Self>) -> u32 {
        self.calls
    }
    #[tool_span]
    async fn pinned(mut self: Pin<&mut Self>) -> u32 {
        self.calls += 1;
        self.calls
    }
    #[tool_span]
    async fn shared_reference(self: &Arc<Self>) -> u32 {
        self.calls
    }
    #[tool_span]
    async fn spelt_out(self: &Self) -> u32 {
        self.calls
    }
    #[tool_span]
    async fn mutable_binding<'a>(mut self: &'a Self, other: &'a Self) -> u32 {
        if self.calls == 0 {
            self = other;
        }
        self.calls
    }
    #[tool_span]
    async fn none(a: u32) -> u32 {
        a
    }

    #[tool_span]
    fn value_sync(self) -> String {
        self.name
    }
    #[tool_span]
    fn mutable_value_sync(mut self, a: u32) -> u32 {
        self.calls += a;
        self.calls
    }
    #[tool_span]
    fn reference_sync(&self, a: u32) -> u32 {
        self.calls + a
    }
    #[tool_span]
    fn mutable_reference_sync(&mut self, a: u32) -> &mut u32 {
        self.calls += a;
        &mut self.calls
    }
    #[tool_span]
    fn boxed_sync(self: Box<Self>) -> String {
        self.name
    }
    #[tool_span]
    fn shared_sync(self: Arc<Self>) -> u32 {
        self.calls
    }
    #[tool_span]
    fn pinned_sync(mut self: Pin<&mut Self>) -> u32 {
        self.calls += 1;
        self.calls
    }
    #[tool_span]
    fn none_sync(a: u32) -> u32 {
        a
    }
}

fn main() {
    let tool = Tool::default();
    tool.clone().value_sync();
    tool.clone().mutable_value_sync(1);
    tool.reference_sync(1);
    *tool.clone().mutable_reference_sync(1) += 1;
    Box::new(tool.clone()).boxed_sync();
    Arc::new(tool.clone()).shared_sync();
    Pin::new(&mut tool.clone()).pinned_sync();
    Tool::none_sync(1);
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        tool.clone().value().await;
        tool.clone().mutable_value(1).await;
        tool.reference(1).await;
        tool.clone().mutable_reference(1).await;
        tool.named_lifetime().await;
        Box::new(tool.clone()).boxed().await;
        Box::new(tool.clone()).mutable_box().await;
        Rc::new(tool.clone()).counted().await;
        Arc::new(tool.clone()).shared().await;
        Pin::new(&mut tool.clone()).pinned().await;
        Arc::new(tool.clone()).shared_reference().await;
        tool.spelt_out().await;
        tool.mutable_binding(&tool).await;
        Tool::none(1).await;
    });
}
