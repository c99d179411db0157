//! E08: `async unsafe`, `extern "C"`, visibilities.
#![deny(warnings)]

pub mod outer {
    pub mod inner {
        use openinference_runtime::tool_span;

        /// # Safety
        /// None needed.
        #[tool_span]
        pub async unsafe fn async_unsafe(a: *const u8) -> u8 {
            unsafe { *a }
        }
        /// # Safety
        /// None needed.
        #[tool_span(skip_all)]
        pub unsafe fn sync_unsafe(a: *const u8) -> u8 {
            unsafe { *a }
        }
        #[tool_span]
        pub extern "C" fn extern_c(a: u8) -> u8 {
            a
        }
        /// # Safety
        /// None needed.
        #[tool_span]
        pub unsafe extern "C" fn unsafe_extern_c(a: u8) -> u8 {
            a
        }
        #[tool_span]
        pub(in crate::outer) async fn restricted(a: u8) -> u8 {
            a
        }
        #[tool_span]
        pub(super) fn restricted_sync(a: u8) -> u8 {
            a
        }
    }
    pub async fn call() -> u8 {
        inner::restricted(1).await + inner::restricted_sync(1)
    }
}

fn main() {
    let a = 1;
    assert_eq!(outer::inner::extern_c(1), 1);
    assert_eq!(unsafe { outer::inner::sync_unsafe(&a) }, 1);
    assert_eq!(unsafe { outer::inner::unsafe_extern_c(1) }, 1);
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        assert_eq!(unsafe { outer::inner::async_unsafe(&a) }.await, 1);
        assert_eq!(outer::call().await, 2);
    });
}
