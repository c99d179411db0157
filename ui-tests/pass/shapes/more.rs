//! E15, E16, E17: recursion, many arguments, return types by macro, alias and in parentheses.
#![deny(warnings)]

use std::future::Future;
use std::pin::Pin;

use openinference_runtime::chain_span;

#[chain_span]
fn direct(a: u8) -> u8 {
    if a == 0 { 0 } else { direct(a - 1) }
}

#[chain_span]
fn even(a: u8) -> bool {
    a == 0 || odd(a - 1)
}

#[chain_span]
fn odd(a: u8) -> bool {
    a != 0 && even(a - 1)
}

#[chain_span]
async fn pinned(a: u8) -> u8 {
    if a == 0 { 0 } else { Box::pin(pinned(a - 1)).await }
}

#[chain_span]
fn boxed(a: u8) -> Pin<Box<dyn Future<Output = u8> + Send>> {
    Box::pin(async move { if a == 0 { 0 } else { boxed(a - 1).await } })
}

#[chain_span]
#[allow(clippy::too_many_arguments, reason = "that is the case")]
async fn many(
    a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8, i: u8, j: u8, k: u8, l: u8, m: u8, n: u8, o: u8, p: u8,
) -> u8 {
    a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p
}

macro_rules! answer {
    () => { Result<u8, String> };
}

type Answer = Result<u8, String>;

#[chain_span]
async fn by_macro(a: u8) -> answer!() {
    Ok(a)
}

#[chain_span(error_if = |e| e.is_empty())]
async fn by_alias(a: u8) -> Answer {
    Ok(a)
}

#[chain_span]
#[allow(unused_parens, reason = "that is the case")]
async fn in_parentheses(a: u8) -> (Answer) {
    Ok(a)
}

#[chain_span]
#[allow(clippy::unused_unit, reason = "that is the case")]
async fn unit() -> () {}

#[chain_span]
#[allow(clippy::unused_unit, reason = "that is the case")]
fn unit_sync() -> () {}

fn main() {
    assert_eq!(direct(3), 0);
    assert!(even(2));
    unit_sync();
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        assert_eq!(pinned(3).await, 0);
        assert_eq!(boxed(3).await, 0);
        assert_eq!(many(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1).await, 16);
        assert_eq!(by_macro(1).await, Ok(1));
        assert_eq!(by_alias(1).await, Ok(1));
        assert_eq!(in_parentheses(1).await, Ok(1));
        unit().await;
    });
}
