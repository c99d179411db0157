//! The API of Ollama.

mod chat;
mod generate;
mod lines;
mod payload;

pub(super) use self::chat::OllamaChat;
pub(super) use self::generate::OllamaGenerate;
