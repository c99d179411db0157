//! The API of Cohere.

mod chat;
mod chat_v1;
mod embed;
mod events;
mod message;
mod rerank;

pub(super) use self::chat::CohereChat;
pub(super) use self::chat_v1::CohereChatV1;
pub(super) use self::embed::CohereEmbed;
pub(super) use self::rerank::CohereRerank;
