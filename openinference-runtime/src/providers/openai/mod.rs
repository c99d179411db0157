//! The APIs of OpenAI, which many others speak.

mod chat;
mod chunks;
mod completions;
pub(super) mod embeddings;
mod media;
pub(super) mod message;
mod responses;
mod usage;

pub(super) use self::chat::OpenAiChat;
pub(super) use self::completions::OpenAiCompletions;
pub(super) use self::embeddings::OpenAiEmbeddings;
pub(super) use self::media::{OpenAiImages, OpenAiTranscriptions};
pub(super) use self::responses::OpenAiResponses;
