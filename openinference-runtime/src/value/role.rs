//! `message.role`.

use std::fmt;

use crate::opentelemetry::StringValue;

/// Who speaks in a [`Message`](super::Message) (specification: `message.role`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Role {
    /// The application, to the model.
    System,
    /// The application, to a model that distinguishes it from the operator of the platform.
    Developer,
    /// The person or program that asks.
    User,
    /// The model.
    Assistant,
    /// A tool that the model has called.
    Tool,
    /// The forerunner of [`Role::Tool`].
    Function,
    /// Any other, as the provider writes it.
    Other(String),
}

impl Role {
    /// The role as it is written: `user`, `assistant` ...
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Other(role) => role,
            known => known.known().unwrap_or_default(),
        }
    }

    /// The same as the value of an attribute: copied only where it is another one.
    pub(super) fn value(&self) -> StringValue {
        self.known().map_or_else(|| self.as_str().to_owned().into(), Into::into)
    }

    /// The same of a role that is written so.
    pub(super) fn text(role: &str) -> StringValue {
        Self::KNOWN
            .iter()
            .find(|known| **known == role)
            .map_or_else(|| role.to_owned().into(), |known| (*known).into())
    }

    const KNOWN: [&'static str; 6] = ["user", "assistant", "system", "tool", "developer", "function"];

    fn known(&self) -> Option<&'static str> {
        Some(match self {
            Self::System => "system",
            Self::Developer => "developer",
            Self::User => "user",
            Self::Assistant => "assistant",
            Self::Tool => "tool",
            Self::Function => "function",
            Self::Other(_) => return None,
        })
    }
}

impl From<&str> for Role {
    fn from(role: &str) -> Self {
        match role {
            "system" => Self::System,
            "developer" => Self::Developer,
            "user" => Self::User,
            "assistant" => Self::Assistant,
            "tool" => Self::Tool,
            "function" => Self::Function,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl From<String> for Role {
    fn from(role: String) -> Self {
        match Self::from(role.as_str()) {
            Self::Other(_) => Self::Other(role),
            known => known,
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
