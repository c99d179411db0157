//! E01: plain values, nothing, and `Result`.
#![deny(warnings)]

use openinference_runtime::{chain_span, tool_span};

#[derive(Debug)]
pub struct Error;

#[tool_span]
async fn plain(a: u64) -> u64 {
    a + 1
}

#[tool_span]
fn plain_sync(a: u64) -> u64 {
    a + 1
}

#[chain_span]
async fn unit() {}

#[chain_span]
fn unit_sync() {}

#[chain_span]
async fn unit_with_semicolon(a: &mut u64) {
    *a += 1;
}

#[chain_span]
async fn result(a: u64) -> Result<u64, Error> {
    a.checked_add(1).ok_or(Error)
}

#[chain_span]
async fn result_of_nothing(a: u64) -> Result<(), Error> {
    if a > 3 { Err(Error) } else { Ok(()) }
}

#[chain_span]
fn option(a: Option<u64>) -> Option<u64> {
    Some(a? + 1)
}

#[chain_span()]
fn empty_parentheses() {}

fn main() {
    assert_eq!(plain_sync(1), 2);
    unit_sync();
    empty_parentheses();
    assert_eq!(option(Some(1)), Some(2));
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        assert_eq!(plain(1).await, 2);
        unit().await;
        let mut n = 0;
        unit_with_semicolon(&mut n).await;
        assert_eq!(n, 1);
        assert!(result(1).await.is_ok());
        assert!(result_of_nothing(4).await.is_err());
    });
}
