//! E04: `impl Trait` returns: bare, in `Result`, `Option`, a tuple and an own generic; borrowing; with early return.
#![deny(warnings)]

use std::fmt::Display;

use openinference_runtime::chain_span;

#[derive(Debug)]
pub struct Error;
pub struct Own<T>(pub T);

#[chain_span]
async fn bare(a: u8) -> impl Display {
    a
}

#[chain_span]
fn bare_sync(a: u8) -> impl Display {
    a
}

#[chain_span]
async fn in_result(a: u8) -> Result<impl Display, Error> {
    if a > 3 { Err(Error) } else { Ok(a) }
}

#[chain_span]
fn in_result_sync(a: u8) -> Result<impl Display, Error> {
    if a > 3 {
        return Err(Error);
    }
    Ok(a)
}

#[chain_span]
async fn in_option(a: u8) -> Option<impl Display> {
    Some(a)
}

#[chain_span]
async fn in_tuple(a: u8) -> (u8, impl Display) {
    (a, a)
}

#[chain_span]
async fn in_own(a: u8) -> Own<impl Display> {
    Own(a)
}

#[chain_span]
async fn borrowing(a: &str) -> impl Display {
    a
}

#[chain_span]
fn borrowing_sync<'a>(a: &'a str) -> impl Display + use<'a> {
    a
}

#[chain_span]
async fn early(a: u8) -> impl Display {
    if a == 0 {
        return 7;
    }
    a
}

#[chain_span]
async fn several_bounds(a: u8) -> impl Display + Clone + Send + Sync + 'static {
    a
}

#[chain_span]
fn nested(a: Vec<u8>) -> impl Iterator<Item = impl Display> {
    a.into_iter()
}

#[chain_span]
async fn function(a: u8) -> impl Fn(u8) -> u8 {
    move |b| a + b
}

fn main() {
    assert_eq!(bare_sync(1).to_string(), "1");
    assert!(in_result_sync(4).is_err());
    assert_eq!(borrowing_sync("a").to_string(), "a");
    assert_eq!(nested(vec![1]).count(), 1);
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        assert_eq!(bare(1).await.to_string(), "1");
        assert!(in_result(1).await.is_ok());
        assert!(in_option(1).await.is_some());
        assert_eq!(in_tuple(1).await.0, 1);
        assert_eq!(in_own(1).await.0.to_string(), "1");
        assert_eq!(borrowing("a").await.to_string(), "a");
        assert_eq!(early(0).await.to_string(), "7");
        assert_eq!(several_bounds(1).await.clone().to_string(), "1");
        assert_eq!(function(1).await(2), 3);
    });
}
