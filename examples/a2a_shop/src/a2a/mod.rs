//! The Agent2Agent protocol, as far as agents that answer at once need it: cards, and `SendMessage` by JSON-RPC over HTTP.

mod card;
mod client;
mod message;
mod server;

pub use self::{
    card::{CARD, Card, Skill},
    client::{AskError, Peer},
    message::Message,
    server::{Answerer, router},
};

/// The version of the protocol that is spoken.
pub const VERSION: &str = "1.0";
/// The header that names it.
pub const VERSION_HEADER: &str = "A2A-Version";
const SEND: &str = "SendMessage";
