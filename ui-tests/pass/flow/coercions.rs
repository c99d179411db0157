//! E24: coercions at the tail and at `return`; inference from the return type.
#![deny(warnings)]

use std::fmt::Display;

use openinference_runtime::chain_span;

#[chain_span]
async fn boxed(a: u8) -> Box<dyn Display> {
    if a == 0 {
        return Box::new("zero");
    }
    Box::new(a)
}

#[chain_span]
fn boxed_sync(a: u8) -> Box<dyn Display> {
    if a == 0 {
        return Box::new("zero");
    }
    Box::new(a)
}

#[chain_span]
async fn slice(a: &[u8; 3]) -> &[u8] {
    if a[0] == 0 {
        return &[1, 2];
    }
    a
}

#[chain_span]
fn slice_sync(a: &[u8; 3]) -> &[u8] {
    if a[0] == 0 {
        return &[1, 2];
    }
    a
}

#[chain_span]
async fn function() -> fn(u8) -> u8 {
    |a| a + 1
}

#[chain_span]
async fn text(a: &String) -> &str {
    a
}

#[chain_span]
fn text_sync(a: &String) -> &str {
    a
}

#[chain_span]
async fn collected(a: &[u8]) -> Vec<u16> {
    a.iter().map(|b| u16::from(*b)).collect()
}

#[chain_span]
async fn parsed(a: &str) -> u8 {
    a.parse().unwrap()
}

#[chain_span]
async fn defaulted() -> Vec<String> {
    Default::default()
}

#[chain_span]
fn defaulted_sync() -> Vec<String> {
    Default::default()
}

#[chain_span]
async fn none() -> Option<u8> {
    None
}

#[chain_span]
async fn of_options() -> Result<Option<Box<dyn Display + Send>>, String> {
    Ok(Some(Box::new(1)))
}

#[chain_span]
async fn closures() -> Vec<Box<dyn Fn(u8) -> u8 + Send>> {
    vec![Box::new(|a| a), Box::new(|a| a + 1)]
}

#[chain_span]
async fn shorter_lifetime(mut a: &str) -> usize {
    let trimmed = a.trim().to_owned();
    a = &trimmed;
    a.len()
}

fn main() {
    assert_eq!(boxed_sync(0).to_string(), "zero");
    assert_eq!(slice_sync(&[0, 0, 0]), [1, 2]);
    assert_eq!(text_sync(&"a".to_owned()), "a");
    assert!(defaulted_sync().is_empty());
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        assert_eq!(boxed(0).await.to_string(), "zero");
        assert_eq!(slice(&[0, 0, 0]).await, [1, 2]);
        assert_eq!(function().await(1), 2);
        assert_eq!(text(&"a".to_owned()).await, "a");
        assert_eq!(collected(&[1]).await, [1]);
        assert_eq!(parsed("1").await, 1);
        assert!(defaulted().await.is_empty());
        assert_eq!(none().await, None);
        assert!(of_options().await.unwrap().is_some());
        assert_eq!(closures().await[1](1), 2);
        assert_eq!(shorter_lifetime(" a ").await, 1);
    });
}
