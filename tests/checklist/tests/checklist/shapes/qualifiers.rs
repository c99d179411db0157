//! E08: `unsafe`, `extern`, visibilities. That `default fn` is read is a test of the macro crate: it is not stable.

use openinference_checklist::{call, call_sync};
use openinference_runtime::tool_span;

#[test]
fn async_unsafe() {
    /// # Safety
    /// The pointer is valid.
    #[tool_span]
    async unsafe fn f(a: *const u8) -> u8 {
        unsafe { *a }
    }
    let a = 1;
    // SAFETY: it is.
    assert_eq!(call(unsafe { f(&a) }), 1);
}

#[test]
fn extern_c() {
    #[tool_span]
    extern "C" fn f(a: u8) -> u8 {
        a
    }
    let pointer: extern "C" fn(u8) -> u8 = f;
    assert_eq!(call_sync(|| pointer(1)), 1);
}

pub mod outer {
    pub mod inner {
        #[openinference_runtime::tool_span]
        pub(in crate::shapes::qualifiers::outer) async fn f(a: u8) -> u8 {
            a
        }
    }
    pub async fn calls() -> u8 {
        inner::f(1).await
    }
}

#[test]
fn restricted_visibility() {
    assert_eq!(call(outer::calls()), 1);
}
