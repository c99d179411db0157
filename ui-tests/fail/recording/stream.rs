// A stream that has a name cannot be wrapped: the error is at the type, and says to box it.
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::Stream;
use openinference_runtime::llm_span;

pub struct Tokens;

impl Stream for Tokens {
    type Item = u8;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u8>> {
        Poll::Ready(None)
    }
}

#[llm_span(stream)]
fn nominal() -> Tokens {
    Tokens
}

#[llm_span(stream)]
async fn in_result() -> Result<Tokens, String> {
    Ok(Tokens)
}

#[llm_span(stream)]
fn plain() -> Vec<u8> {
    Vec::new()
}

fn main() {
    drop((nominal(), in_result(), plain()));
}
