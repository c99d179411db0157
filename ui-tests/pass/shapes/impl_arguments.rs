//! E03: `impl Trait` arguments, borrowed, nested, mutable, and async closures.
#![deny(warnings)]

use std::fmt::{Debug, Display};

use openinference_runtime::chain_span;

#[chain_span]
async fn by_value(a: impl Display) -> String {
    a.to_string()
}

#[chain_span]
fn by_value_sync(a: impl Display) -> String {
    a.to_string()
}

#[chain_span]
async fn borrowed(a: &impl Display) -> String {
    a.to_string()
}

#[chain_span]
async fn nested(a: impl Iterator<Item = impl Debug>) -> usize {
    a.count()
}

#[chain_span]
async fn mutable(mut f: impl FnMut(&str) -> usize + Send) -> usize {
    f("abc")
}

#[chain_span]
fn mutable_sync(mut f: impl FnMut(&str) -> usize) -> usize {
    f("abc")
}

#[chain_span]
async fn async_function(f: impl AsyncFn(u8) -> u8) -> u8 {
    f(1).await
}

#[chain_span]
async fn into(a: impl Into<String> + Clone) -> String {
    a.clone().into()
}

fn main() {
    assert_eq!(by_value_sync(1), "1");
    assert_eq!(mutable_sync(str::len), 3);
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        assert_eq!(by_value(1).await, "1");
        assert_eq!(borrowed(&1).await, "1");
        assert_eq!(nested([1, 2].into_iter()).await, 2);
        assert_eq!(mutable(str::len).await, 3);
        assert_eq!(async_function(async |a| a + 1).await, 2);
        assert_eq!(into("a").await, "a");
    });
}
