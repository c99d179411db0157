//! Recognition of provider payloads: requests, responses and chunks of streams, by their shape alone, so that any client
//! that serialises what it sends and receives is understood, in any of its versions.
//!
//! One file per API; each is a [`PayloadFormat`] in the [`REGISTRY`]. A payload that fits no format, or more than one, is left alone:
//! plain input and output are better than wrong messages.

mod anthropic;
mod bedrock;
mod cohere;
mod compose;
mod documents;
mod gemini;
mod genai;
pub(crate) mod merge;
mod ollama;
mod openai;
mod payload_format;
mod raw;
mod read;
mod recognition;
mod registry;
mod request;
mod rig;
mod stream_merger;
mod system;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
pub(crate) mod values;

pub(crate) use self::payload_format::PayloadFormat;
pub(crate) use self::recognition::{
    budget, chunk_format, payload, reads_requests, request_format, response_format,
};
pub(crate) use self::request::{Request, write_response};
pub(crate) use self::stream_merger::StreamMerger;
#[cfg(feature = "sdk")]
pub(crate) use self::{compose::compose_message, system::of_model as system_of_model};
