//! The API of Cohere, version 2.

mod chat;
mod embed;
mod events;
mod message;
mod rerank;

pub(super) use self::chat::CohereChat;
pub(super) use self::embed::CohereEmbed;
pub(super) use self::rerank::CohereRerank;
