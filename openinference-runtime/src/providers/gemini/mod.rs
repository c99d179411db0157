//! Gemini of Google, as Google AI and Vertex AI offer it. Clients keep the fields in JSON's `camelCase` or in `snake_case`.

mod arguments;
mod chunks;
mod generate;
mod interactions;
mod live;
mod live_messages;
pub(super) mod parts;

pub(super) use self::generate::GeminiGenerate;
pub(super) use self::interactions::{GeminiInteractions, is_interaction};
pub(super) use self::live::GeminiLive;
