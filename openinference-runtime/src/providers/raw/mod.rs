//! Bodies that nobody has parsed: server-sent events and JSON, whole or in pieces as they come from the network.

mod bytes;
mod decoder;
mod lenient;
mod payload;
#[cfg(test)]
mod tests;

pub(super) use self::bytes::{bytes_of, readable};
pub(super) use self::decoder::{Decoder, looks_like_events};
pub(super) use self::lenient::parse;
pub(crate) use self::payload::RawPayload;
