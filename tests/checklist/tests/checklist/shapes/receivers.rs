//! E05: every receiver.

use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use openinference_checklist::{call, spanned};
use openinference_runtime::tool_span;

#[derive(Clone, Default)]
struct Tool {
    calls: u32,
}

impl Tool {
    #[tool_span]
    async fn by_value(self) -> u32 {
        self.calls
    }
    #[tool_span]
    async fn by_mutable_value(mut self) -> u32 {
        self.calls += 1;
        self.calls
    }
    #[tool_span]
    async fn by_reference(&self) -> u32 {
        self.calls
    }
    #[tool_span]
    async fn by_mutable_reference(&mut self) -> &mut u32 {
        self.calls += 1;
        &mut self.calls
    }
    #[tool_span]
    async fn by_reference_with_lifetime<'a>(&'a self, _other: &str) -> &'a u32 {
        &self.calls
    }
    #[tool_span]
    async fn in_a_box(self: Box<Self>) -> u32 {
        self.calls
    }
    #[tool_span]
    async fn in_an_rc(self: Rc<Self>) -> u32 {
        self.calls
    }
    #[tool_span]
    async fn in_an_arc(self: Arc<Self>) -> u32 {
        self.calls
    }
    #[tool_span]
    async fn pinned(mut self: Pin<&mut Self>) -> u32 {
        self.calls += 1;
        self.calls
    }
    #[tool_span]
    async fn reference_to_an_arc(self: &Arc<Self>) -> u32 {
        self.calls
    }
    #[tool_span]
    async fn spelt_out(self: &Self) -> u32 {
        self.calls
    }
    #[tool_span]
    async fn mutable_box(mut self: Box<Self>) -> u32 {
        self.calls += 1;
        self.calls
    }
    #[tool_span]
    async fn mutable_binding(mut self: &Self) -> u32 {
        if self.calls == 0 {
            self = &Tool { calls: 7 };
        }
        self.calls
    }
}

#[test]
fn value() {
    let (calls, span) = spanned(Tool::default().by_value());
    assert_eq!((calls, span.name.as_str()), (0, "Tool::by_value"));
}

#[test]
fn mutable_value() {
    assert_eq!(call(Tool::default().by_mutable_value()), 1);
}

#[test]
fn reference() {
    assert_eq!(call(Tool::default().by_reference()), 0);
}

#[test]
fn mutable_reference() {
    let mut tool = Tool::default();
    *call(tool.by_mutable_reference()) += 1;
    assert_eq!(tool.calls, 2);
}

#[test]
fn reference_with_lifetime() {
    let tool = Tool::default();
    let calls = {
        let other = String::new();
        call(tool.by_reference_with_lifetime(&other))
    };
    assert_eq!(*calls, 0);
}

#[test]
fn boxed() {
    assert_eq!(call(Box::new(Tool::default()).in_a_box()), 0);
}

#[test]
fn counted() {
    assert_eq!(call(Rc::new(Tool::default()).in_an_rc()), 0);
}

#[test]
fn shared() {
    assert_eq!(call(Arc::new(Tool::default()).in_an_arc()), 0);
}

#[test]
fn pin() {
    assert_eq!(call(Pin::new(&mut Tool::default()).pinned()), 1);
}

#[test]
fn reference_to_shared() {
    assert_eq!(call(Arc::new(Tool::default()).reference_to_an_arc()), 0);
}

#[test]
fn reference_spelt_out() {
    assert_eq!(call(Tool::default().spelt_out()), 0);
}

#[test]
fn mutable_box() {
    assert_eq!(call(Box::new(Tool::default()).mutable_box()), 1);
}

#[test]
fn mutable_binding_of_a_reference() {
    assert_eq!(call(Tool::default().mutable_binding()), 7);
}
