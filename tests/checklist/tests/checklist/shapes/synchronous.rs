//! E14: functions that are not async.

use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use openinference_checklist::{call_sync, spanned_sync};
use openinference_runtime::testing::SpanStatus;
use openinference_runtime::tool_span;

#[derive(Default)]
struct Tool {
    calls: u32,
}

impl Tool {
    #[tool_span]
    fn by_value(self) -> u32 {
        self.calls
    }
    #[tool_span]
    fn by_mutable_value(mut self) -> u32 {
        self.calls += 1;
        self.calls
    }
    #[tool_span]
    fn by_reference(&self) -> &u32 {
        &self.calls
    }
    #[tool_span]
    fn by_mutable_reference(&mut self, a: u32) -> &mut u32 {
        self.calls += a;
        &mut self.calls
    }
    #[tool_span]
    fn by_reference_with_lifetime<'a>(&'a self, _other: &str) -> &'a u32 {
        &self.calls
    }
    #[tool_span]
    fn in_a_box(self: Box<Self>) -> u32 {
        self.calls
    }
    #[tool_span]
    fn in_an_rc(self: Rc<Self>) -> u32 {
        self.calls
    }
    #[tool_span]
    fn in_an_arc(self: Arc<Self>) -> u32 {
        self.calls
    }
    #[tool_span]
    fn pinned(mut self: Pin<&mut Self>) -> u32 {
        self.calls += 1;
        self.calls
    }
    #[tool_span]
    fn reference_to_an_arc(self: &Arc<Self>) -> u32 {
        self.calls
    }
    #[tool_span]
    fn spelt_out(self: &Self) -> u32 {
        self.calls
    }
}

#[test]
fn receiver_value() {
    assert_eq!(call_sync(|| Tool::default().by_value()), 0);
}

#[test]
fn receiver_mutable_value() {
    assert_eq!(call_sync(|| Tool::default().by_mutable_value()), 1);
}

#[test]
fn receiver_reference() {
    let tool = Tool::default();
    assert_eq!(*call_sync(|| tool.by_reference()), 0);
}

#[test]
fn receiver_reference_with_lifetime() {
    let tool = Tool::default();
    assert_eq!(*call_sync(|| tool.by_reference_with_lifetime(&String::new())), 0);
}

#[test]
fn receiver_boxed() {
    assert_eq!(call_sync(|| Box::new(Tool::default()).in_a_box()), 0);
}

#[test]
fn receiver_counted() {
    assert_eq!(call_sync(|| Rc::new(Tool::default()).in_an_rc()), 0);
}

#[test]
fn receiver_shared() {
    assert_eq!(call_sync(|| Arc::new(Tool::default()).in_an_arc()), 0);
}

#[test]
fn receiver_pin() {
    assert_eq!(call_sync(|| Pin::new(&mut Tool::default()).pinned()), 1);
}

#[test]
fn receiver_reference_to_shared() {
    assert_eq!(call_sync(|| Arc::new(Tool::default()).reference_to_an_arc()), 0);
}

#[test]
fn receiver_spelt_out() {
    assert_eq!(call_sync(|| Tool::default().spelt_out()), 0);
}

#[test]
fn mutable_borrow_returned() {
    let mut tool = Tool::default();
    let (calls, _) = spanned_sync(|| {
        let calls = tool.by_mutable_reference(2);
        *calls += 1;
        *calls
    });
    assert_eq!(calls, 3);
}

#[test]
fn question_mark() {
    #[tool_span]
    fn f(a: &str) -> Result<u8, std::num::ParseIntError> {
        let b: u8 = a.parse()?;
        Ok(b)
    }
    assert_eq!(call_sync(|| f("1")), Ok(1));
    assert!(spanned_sync(|| f("x")).1.status.is_error());
}

#[test]
fn never() {
    #[tool_span]
    fn f(a: u8) -> ! {
        panic!("{}", a)
    }
    let (caught, span) = spanned_sync(|| std::panic::catch_unwind(|| f(1)));
    assert!(caught.is_err());
    assert_eq!(span.status, SpanStatus::Error("panic: 1".to_owned()));
}

#[test]
fn unsafe_function() {
    /// # Safety
    /// The pointer is valid.
    #[tool_span(skip_all)]
    unsafe fn f(a: *const u8) -> u8 {
        unsafe { *a }
    }
    // SAFETY: it is.
    assert_eq!(call_sync(|| unsafe { f(&1) }), 1);
}

#[test]
fn extern_function() {
    /// # Safety
    /// The pointer is valid.
    #[tool_span(skip_all)]
    unsafe extern "C" fn f(a: *const u8) -> u8 {
        unsafe { *a }
    }
    // SAFETY: it is.
    assert_eq!(call_sync(|| unsafe { f(&1) }), 1);
}
