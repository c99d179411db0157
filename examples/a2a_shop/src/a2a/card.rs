//! Who an agent is, and what it can do.

use serde::{Deserialize, Serialize};

use super::VERSION;

/// The path of an agent's card.
pub const CARD: &str = "/.well-known/agent-card.json";

/// An agent's card.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Card {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Its own version.
    pub version: String,
    /// Where it answers, the preferred way first.
    pub supported_interfaces: Vec<Interface>,
    /// What it can do beyond answering at once.
    pub capabilities: Capabilities,
    /// Media types that it takes.
    pub default_input_modes: Vec<String>,
    /// Media types that it gives.
    pub default_output_modes: Vec<String>,
    /// What it can be asked.
    pub skills: Vec<Skill>,
}

/// A place where an agent answers.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Interface {
    /// Its URL.
    pub url: String,
    /// `JSONRPC`, `GRPC` or `HTTP+JSON`.
    pub protocol_binding: String,
    /// The version of the protocol.
    pub protocol_version: String,
}

/// What an agent can do beyond answering at once; none of it here.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Capabilities {}

/// Something that an agent can be asked.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Skill {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// Words to find it by.
    pub tags: Vec<String>,
}

impl Card {
    /// The card of an agent that answers texts with texts at `url`.
    #[must_use]
    pub fn new(name: &str, description: &str, url: &str) -> Self {
        let text = || vec!["text/plain".to_owned()];
        let (id, description) = (name.to_owned(), description.to_owned());
        let skill = Skill {
            id: id.clone(),
            name: id.clone(),
            description: description.clone(),
            tags: vec!["shop".to_owned()],
        };
        let interface = Interface {
            url: url.to_owned(),
            protocol_binding: "JSONRPC".to_owned(),
            protocol_version: VERSION.to_owned(),
        };
        Self {
            name: id,
            description,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            supported_interfaces: vec![interface],
            capabilities: Capabilities::default(),
            default_input_modes: text(),
            default_output_modes: text(),
            skills: vec![skill],
        }
    }

    /// Where it takes JSON-RPC.
    #[must_use]
    pub fn endpoint(&self) -> Option<&str> {
        let interface = self.supported_interfaces.iter().find(|each| each.protocol_binding == "JSONRPC")?;
        Some(&interface.url)
    }
}
