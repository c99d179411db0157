//! The current Context, where there is none.

use std::marker::PhantomData;

use crate::opentelemetry::Context;

pub(crate) fn get() -> Context {
    Context::new()
}

pub(crate) fn attach(_: Context) -> AttachedContext {
    AttachedContext(PhantomData)
}

/// Nothing that is current.
#[derive(Debug)]
#[must_use = "dropped, the Context is no longer current"]
pub struct AttachedContext(PhantomData<*const ()>);

impl Drop for AttachedContext {
    fn drop(&mut self) {
        // Present so that `drop(guard)` does not trigger `clippy::drop_non_drop`.
    }
}
