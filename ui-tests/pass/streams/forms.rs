//! E13: streams and iterators in every form.
#![deny(warnings)]

use std::pin::Pin;

use futures_util::stream::{self, BoxStream, FusedStream, Stream, StreamExt as _};
use openinference_runtime::{chain_span, llm_span};

#[llm_span]
async fn opaque(a: u8) -> impl Stream<Item = u8> {
    stream::iter(0..a)
}

#[llm_span]
fn opaque_sync(a: u8) -> impl Stream<Item = u8> + Send + Unpin {
    stream::iter(0..a)
}

#[llm_span]
fn fused(a: u8) -> impl FusedStream<Item = u8> {
    stream::iter(0..a).fuse()
}

#[llm_span]
async fn in_result(a: u8) -> Result<impl Stream<Item = Result<u8, String>> + Send, String> {
    if a > 3 {
        return Err("too large".into());
    }
    Ok(stream::iter((0..a).map(Ok)))
}

#[llm_span(stream)]
async fn boxed(a: u8) -> Pin<Box<dyn Stream<Item = u8> + Send>> {
    Box::pin(stream::iter(0..a))
}

#[llm_span]
fn alias(a: &[u8]) -> BoxStream<'_, u8> {
    stream::iter(a.iter().copied()).boxed()
}

#[llm_span(stream)]
async fn boxed_in_result(a: u8) -> Result<BoxStream<'static, u8>, String> {
    Ok(stream::iter(0..a).boxed())
}

#[llm_span]
fn borrowing<'a>(a: &'a [u8]) -> impl Stream<Item = &'a u8> + 'a {
    stream::iter(a)
}

#[chain_span(stream)]
fn iterator(a: u8) -> impl Iterator<Item = u8> {
    0..a
}

#[chain_span(stream)]
fn exact(a: u8) -> impl ExactSizeIterator<Item = u8> + DoubleEndedIterator {
    0..a
}

#[chain_span(stream)]
fn boxed_iterator(a: u8) -> Box<dyn Iterator<Item = u8> + Send> {
    Box::new(0..a)
}

#[chain_span]
fn iterator_as_it_is(a: u8) -> impl Iterator<Item = u8> + Clone {
    0..a
}

fn main() {
    assert_eq!(iterator(2).count(), 2);
    assert_eq!(exact(2).len(), 2);
    assert_eq!(boxed_iterator(2).count(), 2);
    assert_eq!(iterator_as_it_is(2).clone().count(), 2);
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        assert_eq!(opaque(2).await.count().await, 2);
        assert_eq!(opaque_sync(2).next().await, Some(0));
        assert!(!fused(2).is_terminated());
        assert_eq!(in_result(2).await.unwrap().count().await, 2);
        assert_eq!(boxed(2).await.count().await, 2);
        assert_eq!(alias(&[1, 2]).count().await, 2);
        assert_eq!(boxed_in_result(2).await.unwrap().count().await, 2);
        assert_eq!(borrowing(&[1, 2]).count().await, 2);
    });
}
