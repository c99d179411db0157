//! What the client crate `genai` says of all providers alike. It is no API: its types serialise to a shape of their own.

mod chat;
pub(super) mod content;
mod events;

pub(super) use self::chat::GenaiChat;
