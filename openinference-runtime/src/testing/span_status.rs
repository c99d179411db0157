//! A span's status as one line.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::trace::SpanStatus;

const ERROR: &str = "error: ";

impl fmt::Display for SpanStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unset => f.write_str("unset"),
            Self::Ok => f.write_str("ok"),
            Self::Error(text) => write!(f, "{ERROR}{text}"),
        }
    }
}

impl SpanStatus {
    fn read(text: &str) -> Option<Self> {
        match text {
            "unset" => Some(Self::Unset),
            "ok" => Some(Self::Ok),
            // Editors and linters take the blank off the end of a line.
            "error:" => Some(Self::Error(String::new())),
            _ => text.strip_prefix(ERROR).map(|why| Self::Error(why.to_owned())),
        }
    }
}

impl Serialize for SpanStatus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SpanStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::read(&text).ok_or_else(|| {
            de::Error::invalid_value(de::Unexpected::Str(&text), &"`unset`, `ok` or `error: <why>`")
        })
    }
}
