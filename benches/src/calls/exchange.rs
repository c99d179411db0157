//! A model's call as clients make it: a request and a response that serialise, or a stream of chunks that do.

use std::hint::black_box;

use futures_util::{Stream, stream};
use openinference_runtime::llm_span;
use serde::Serialize;

use super::chat::{Turn, turns};

/// A request to OpenAI's chat API.
#[derive(Clone, Debug, Serialize)]
pub struct Request {
    model: &'static str,
    temperature: f64,
    messages: Vec<Turn>,
}

/// Its response.
#[derive(Clone, Debug, Serialize)]
pub struct Response {
    id: &'static str,
    object: &'static str,
    model: &'static str,
    choices: Vec<Choice>,
    usage: Usage,
}

#[derive(Clone, Debug, Serialize)]
struct Choice {
    index: u32,
    finish_reason: &'static str,
    message: Turn,
}

#[derive(Clone, Debug, Serialize)]
struct Usage {
    prompt_tokens: u32,
    completion_tokens: u32,
    total_tokens: u32,
}

/// An item of a stream of responses.
#[derive(Clone, Debug, Serialize)]
pub struct Chunk {
    id: &'static str,
    object: &'static str,
    model: &'static str,
    choices: Vec<ChunkChoice>,
}

#[derive(Clone, Debug, Serialize)]
struct ChunkChoice {
    index: u32,
    delta: Delta,
    finish_reason: Option<&'static str>,
}

#[derive(Clone, Debug, Serialize)]
struct Delta {
    content: &'static str,
}

/// A request with its response.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// What is asked.
    pub request: Request,
    /// What is answered.
    pub response: Response,
}

/// A request of so many messages.
#[must_use]
pub fn request(messages: usize) -> Exchange {
    let content = "A light jacket, and something for the rain.".to_owned();
    let message = Turn { role: "assistant", content };
    Exchange {
        request: Request { model: "gpt-4o-mini", temperature: 0.2, messages: turns(messages) },
        response: Response {
            id: "chatcmpl-1",
            object: "chat.completion",
            model: "gpt-4o-mini-2024-07-18",
            choices: vec![Choice { index: 0, finish_reason: "stop", message }],
            usage: Usage { prompt_tokens: 1203, completion_tokens: 11, total_tokens: 1214 },
        },
    }
}

/// Annotated. What it returns is lent, so that nothing but recording costs anything.
#[llm_span(name = "chat")]
#[inline(never)]
#[must_use]
pub fn answer<'r>(request: &Request, #[span(skip)] response: &'r Response) -> &'r Response {
    black_box(request);
    response
}

/// A chunk with a word in it.
#[must_use]
pub fn chunk() -> Chunk {
    let choice = ChunkChoice { index: 0, delta: Delta { content: " jacket" }, finish_reason: None };
    Chunk {
        id: "chatcmpl-1",
        object: "chat.completion.chunk",
        model: "gpt-4o-mini-2024-07-18",
        choices: vec![choice],
    }
}

/// So many chunks, lent.
pub fn plain_chunks(chunk: &'static Chunk, count: usize) -> impl Stream<Item = &'static Chunk> + Unpin {
    stream::iter(std::iter::repeat_n(chunk, count))
}

/// Annotated.
#[llm_span(name = "chat")]
pub fn chunks(
    #[span(skip)] chunk: &'static Chunk,
    #[span(skip)] count: usize,
) -> impl Stream<Item = &'static Chunk> {
    stream::iter(std::iter::repeat_n(chunk, count))
}

/// What serialising an exchange costs.
#[must_use]
pub fn answers(exchange: &Exchange) -> (String, String) {
    let text = |value: serde_json::Result<String>| value.unwrap_or_default();
    (text(serde_json::to_string(&exchange.request)), text(serde_json::to_string(&exchange.response)))
}
