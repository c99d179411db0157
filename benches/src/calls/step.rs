//! A step of a chain: its span has five attributes.

use std::hint::black_box;

use openinference_runtime::chain_span;

/// What all of them do.
#[inline(never)]
#[must_use]
pub fn plain(city: &str) -> usize {
    black_box(city).len()
}

/// Annotated.
#[chain_span(name = "step")]
#[inline(never)]
pub fn step(city: &str) -> usize {
    black_box(city).len()
}

/// What the asynchronous ones do.
#[inline(never)]
pub async fn plain_async(city: &str) -> usize {
    black_box(city).len()
}

/// Annotated.
#[chain_span(name = "step")]
#[inline(never)]
pub async fn step_async(city: &str) -> usize {
    black_box(city).len()
}
