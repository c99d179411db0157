//! What agents say to each other.

use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A message.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Message {
    /// Its identifier, chosen by whoever sends it.
    pub message_id: String,
    /// The conversation that it is part of.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub context_id: String,
    /// `ROLE_USER` or `ROLE_AGENT`.
    pub role: String,
    /// What it says.
    pub parts: Vec<Part>,
    /// What goes along with it, the trace among it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
}

/// A part of a message. Others than texts are passed over.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Part {
    /// Its text.
    pub text: Option<String>,
}

impl Message {
    /// A question.
    #[must_use]
    pub fn question(text: &str, context_id: &str) -> Self {
        Self::new("ROLE_USER", text, context_id)
    }

    /// An answer.
    #[must_use]
    pub fn answer(text: &str, context_id: &str) -> Self {
        Self::new("ROLE_AGENT", text, context_id)
    }

    fn new(role: &str, text: &str, context_id: &str) -> Self {
        static MESSAGES: AtomicU64 = AtomicU64::new(1);
        let number = MESSAGES.fetch_add(1, Ordering::Relaxed);
        Self {
            message_id: format!("{}-{number}", std::process::id()),
            context_id: context_id.to_owned(),
            role: role.to_owned(),
            parts: vec![Part { text: Some(text.to_owned()) }],
            metadata: None,
        }
    }

    /// What it says, in words.
    #[must_use]
    pub fn text(&self) -> String {
        let texts: Vec<_> = self.parts.iter().filter_map(|part| part.text.as_deref()).collect();
        texts.join("\n")
    }
}
