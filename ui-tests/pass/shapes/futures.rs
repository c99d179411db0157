//! E12: functions that are not async and return futures.
#![deny(warnings)]

use std::future::Future;
use std::pin::Pin;

use openinference_runtime::agent_span;

#[agent_span]
fn opaque(question: &str) -> impl Future<Output = String> {
    async move { question.into() }
}

#[agent_span]
fn opaque_with_preamble(a: u8) -> impl Future<Output = Result<u8, String>> + Send {
    let b = a + 1;
    async move {
        tokio::task::yield_now().await;
        if b > 3 {
            return Err("too large".into());
        }
        Ok(b)
    }
}

#[agent_span]
fn precise(question: &str) -> impl Future<Output = usize> + use<'_> {
    async move { question.len() }
}

#[agent_span]
fn nothing_captured(question: &str) -> impl Future<Output = usize> + use<> + 'static {
    let length = question.len();
    async move { length }
}

#[agent_span]
fn boxed(a: u8) -> Pin<Box<dyn Future<Output = u8> + Send>> {
    let b = a + 1;
    Box::pin(async move { b })
}

#[agent_span]
fn boxed_borrowing<'a>(a: &'a str) -> Pin<Box<dyn Future<Output = &'a str> + Send + 'a>> {
    Box::pin(async move {
        tokio::task::yield_now().await;
        a
    })
}

#[agent_span]
fn boxed_local(a: u8) -> Pin<Box<dyn Future<Output = u8>>> {
    Box::pin(async move { a })
}

type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

#[agent_span]
fn alias(a: &str) -> BoxFuture<'_, Result<usize, String>> {
    Box::pin(async move { Ok(a.len()) })
}

#[agent_span]
async fn async_and_opaque(a: u8) -> impl Future<Output = u8> {
    async move { a }
}

#[agent_span]
fn result_of_opaque(a: u8) -> Result<impl Future<Output = u8>, String> {
    if a > 3 { Err("too large".into()) } else { Ok(async move { a }) }
}

pub struct Agent;

impl Agent {
    #[agent_span]
    fn method<'a>(&'a self, a: &'a str) -> impl Future<Output = &'a str> + Send + 'a {
        async move { a }
    }
}

fn assert_send<T: Send>(value: T) -> T {
    value
}

fn main() {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
        assert_eq!(opaque("a").await, "a");
        assert!(assert_send(opaque_with_preamble(3)).await.is_err());
        assert_eq!(precise("a").await, 1);
        assert_eq!(nothing_captured("a").await, 1);
        assert_eq!(boxed(1).await, 2);
        assert_eq!(boxed_borrowing("a").await, "a");
        assert_eq!(boxed_local(1).await, 1);
        assert_eq!(alias("a").await, Ok(1));
        assert_eq!(async_and_opaque(1).await.await, 1);
        assert_eq!(result_of_opaque(1).unwrap().await, 1);
        assert_eq!(assert_send(Agent.method("a")).await, "a");
    });
}
