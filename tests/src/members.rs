//! Every member of every union of the providers' own types, with examples of it: `tests/data/types`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde::Deserialize;
use serde_json::Value;

use crate::payloads::{Mode, Report};

/// A union of which every member is tried.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Union {
    /// Its type in the provider's SDK.
    pub of: String,
    /// Its members are the fields of a type of which one is set; those named here stand beside it.
    pub fields: Option<Vec<String>>,
    /// One example for each member is enough.
    #[serde(default)]
    pub once: bool,
    /// Clients spell its names with small letters and underscores too.
    #[serde(default)]
    pub spellings: bool,
    /// Where a member stands in a request or an answer.
    pub frames: Vec<Frame>,
}

/// A request, a response or a stream around a member, which stands where it says `$member`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// A request.
    pub request: Option<Value>,
    /// A whole answer.
    pub response: Option<Value>,
    /// The items of a stream.
    pub items: Option<Vec<Value>>,
}

/// Examples of each member by its name.
pub type Members = BTreeMap<String, Vec<Value>>;

/// Where the types are described.
#[must_use]
pub fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/types")
}

/// The unions that are read.
///
/// # Errors
/// When the file is broken.
pub fn unions() -> Result<Vec<Union>> {
    read("unions.json")
}

/// The members of each union, as `generate.py` has found them.
///
/// # Errors
/// When the file is broken.
pub fn members() -> Result<BTreeMap<String, Members>> {
    read("members.json")
}

fn read<T: serde::de::DeserializeOwned>(name: &str) -> Result<T> {
    let path = directory().join(name);
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    serde_json::from_str(&text).with_context(|| name.to_owned())
}

impl Frame {
    /// The call that an example is in.
    #[must_use]
    pub fn around(&self, example: &Value) -> Report {
        let mode = if self.items.is_some() { Mode::Stream } else { Mode::Value };
        Report {
            request: self.request.as_ref().map(|request| placed(request, example)),
            response: self.response.as_ref().map(|response| placed(response, example)),
            items: self.items.iter().flatten().map(|item| placed(item, example)).collect(),
            ..Report::of(mode)
        }
    }
}

fn placed(frame: &Value, example: &Value) -> Value {
    match frame {
        Value::String(text) if text == "$member" => example.clone(),
        Value::Array(items) => items.iter().map(|item| placed(item, example)).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), placed(value, example))).collect()
        }
        other => other.clone(),
    }
}

/// As some clients spell it: `inputTokens` is `input_tokens`.
#[must_use]
pub fn in_snake_case(value: &Value) -> Value {
    let name = |name: &String| {
        let mut snake = String::new();
        for letter in name.chars() {
            if letter.is_ascii_uppercase() {
                snake.push('_');
            }
            snake.push(letter.to_ascii_lowercase());
        }
        snake
    };
    match value {
        Value::Object(fields) => {
            fields.iter().map(|(key, value)| (name(key), in_snake_case(value))).collect()
        }
        Value::Array(items) => items.iter().map(in_snake_case).collect(),
        other => other.clone(),
    }
}
