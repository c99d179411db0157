//! Contents of messages.

use crate::json::{Items, JsonRef};
use crate::providers::parts;
use crate::providers::read::text;
use crate::value::{Message, Role};

/// What the application tells the model: a text, or blocks.
pub(super) fn system(system: JsonRef<'_>) -> Vec<Message> {
    match system {
        JsonRef::String(text) => vec![Message::system(text)],
        JsonRef::Array(blocks) => answers(Role::System, blocks),
        _ => Vec::new(),
    }
}

/// A message of a request. Results of tools come inside of the user's message; each becomes a message of its own, as the
/// specification has it.
pub(in crate::providers) fn messages(json: JsonRef<'_>) -> Vec<Message> {
    let role = text(json, "role").map_or(Role::User, Role::from);
    match json.get("content") {
        Some(JsonRef::String(text)) => vec![Message::new(role).content(text)],
        Some(JsonRef::Array(blocks)) => answers(role, blocks),
        _ => vec![Message::new(role)],
    }
}

/// The messages that blocks make: one, unless there are results of the server's tools among them.
pub(super) fn answers(role: Role, blocks: Items<'_>) -> Vec<Message> {
    parts::messages(&Message::new(role), blocks)
}
