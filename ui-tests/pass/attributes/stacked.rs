//! E63: beside the attributes of others, in both orders.
#![deny(warnings)]

use async_trait::async_trait;
use openinference_runtime::{agent_span, tool_span};
use tracing::instrument;

#[tool_span]
#[instrument]
async fn ours_first(a: u8) -> Result<u8, String> {
    Ok(a)
}

#[instrument]
#[tool_span]
async fn ours_last(a: u8) -> Result<u8, String> {
    Ok(a)
}

#[tool_span]
#[instrument(ret, err)]
fn ours_first_sync(a: u8) -> Result<u8, String> {
    Ok(a)
}

#[instrument(skip_all, err)]
#[tool_span]
fn ours_last_sync(a: u8) -> Result<u8, String> {
    Ok(a)
}

#[async_trait]
pub trait Tool {
    async fn call(&self, a: u8) -> u8;
    async fn other(&self, a: u8) -> u8;
}

pub struct Search;

#[async_trait]
#[tool_span]
impl Tool for Search {
    async fn call(&self, a: u8) -> u8 {
        tokio::task::yield_now().await;
        a
    }
    #[span(skip)]
    async fn other(&self, a: u8) -> u8 {
        a
    }
}

pub struct Fetch;

#[tool_span]
#[async_trait]
impl Tool for Fetch {
    async fn call(&self, a: u8) -> u8 {
        tokio::task::yield_now().await;
        a
    }
    #[instrument(skip(self))]
    async fn other(&self, a: u8) -> u8 {
        a
    }
}

#[agent_span]
#[tokio::main(flavor = "current_thread")]
async fn ours_before_main(a: u8) -> u8 {
    a
}

#[tokio::main(flavor = "current_thread")]
#[agent_span]
async fn main() {
    assert_eq!(ours_first(1).await, Ok(1));
    assert_eq!(ours_last(1).await, Ok(1));
    assert_eq!(ours_first_sync(1), Ok(1));
    assert_eq!(ours_last_sync(1), Ok(1));
    let tools: [&dyn Tool; 2] = [&Search, &Fetch];
    for tool in tools {
        assert_eq!(tool.call(1).await, 1);
        assert_eq!(tool.other(1).await, 1);
    }
    assert_eq!(tokio::task::spawn_blocking(|| ours_before_main(1)).await.unwrap(), 1);
}

#[cfg(test)]
mod tests {
    #[tokio::test]
    #[super::tool_span]
    async fn ours_last() {}

    #[super::tool_span]
    #[tokio::test]
    async fn ours_first() {}
}
