//! Recognition of provider payloads: requests, responses and chunks of streams, by their shape alone, so that any client
//! that serialises what it sends and receives is understood, in any of its versions.
//!
//! One file per API; each is a [`PayloadFormat`] in the registry. A payload that fits no format, or more than one, is left alone:
//! plain input and output are better than wrong messages.

mod answer;
mod anthropic;
mod bedrock;
mod cloudflare;
mod cohere;
mod compose;
mod dashscope;
mod documents;
mod embeddings;
mod gemini;
mod genai;
mod mcp;
mod mistral;
mod ollama;
mod openai;
mod parts;
mod payload_format;
mod raw;
mod read;
mod recognition;
mod registry;
mod request;
mod rig;
pub(crate) mod stream;
mod stream_merger;
mod system;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod text_generation;
#[cfg(test)]
mod toy;
mod usage;
pub(crate) mod values;
mod wrapped;

pub(crate) use self::answer::read_answer;
#[cfg(feature = "sdk")]
pub(crate) use self::compose::compose_message;
pub(crate) use self::payload_format::PayloadFormat;
pub(crate) use self::raw::RawPayload;
pub(crate) use self::recognition::{budget, reads_requests, request_format};
pub(crate) use self::request::{KeptRequest, write_request};
pub(crate) use self::stream::StreamReader;
pub(crate) use self::stream_merger::StreamMerger;
pub(crate) use self::system::of_model as system_of_model;
