//! The conversations of Mistral.

mod conversations;

pub(super) use self::conversations::MistralConversations;
