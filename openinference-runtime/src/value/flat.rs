//! The typed values, read back from the attributes that they write.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{Audio, Document, DocumentId, File, Message, MessageContent, Reasoning, Role, ToolCall};
use crate::json::Json;
use crate::semconv::attributes as keys;

/// Flattened attributes.
pub(crate) trait Flat: fmt::Debug {
    fn get(&self, key: &str) -> Option<&Json>;

    /// At least the keys that begin with `prefix`.
    fn below<'a>(&'a self, prefix: &str) -> Box<dyn Iterator<Item = &'a str> + 'a>;
}

impl Flat for BTreeMap<String, Json> {
    fn get(&self, key: &str) -> Option<&Json> {
        Self::get(self, key)
    }

    fn below<'a>(&'a self, prefix: &str) -> Box<dyn Iterator<Item = &'a str> + 'a> {
        let prefix = prefix.to_owned();
        let from = self.range(prefix.clone()..);
        Box::new(from.map(|(key, _)| key.as_str()).take_while(move |key| key.starts_with(&prefix)))
    }
}

/// Attributes below a prefix.
#[derive(Debug)]
pub(crate) struct FlatReader<'t> {
    all: &'t dyn Flat,
    prefix: String,
}

impl<'t> FlatReader<'t> {
    pub(crate) fn new(all: &'t dyn Flat) -> Self {
        Self { all, prefix: String::new() }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&'t Json> {
        self.all.get(&format!("{}{key}", self.prefix))
    }

    pub(crate) fn text(&self, key: &str) -> Option<String> {
        self.get(key)?.as_str().map(str::to_owned)
    }

    pub(crate) fn float(&self, key: &str) -> Option<f64> {
        self.get(key)?.as_f64()
    }

    /// A text that holds JSON; as text where it does not.
    pub(crate) fn json(&self, key: &str) -> Option<Json> {
        let value = self.get(key)?;
        Some(value.as_str().and_then(Json::parse).unwrap_or_else(|| value.clone()))
    }

    /// What stands below `key`.
    pub(crate) fn below(&self, key: &str) -> Self {
        Self { all: self.all, prefix: format!("{}{key}.", self.prefix) }
    }

    /// The items of the list `key`, by their indices.
    pub(crate) fn items(&self, key: &str) -> Vec<Self> {
        let list = self.below(key);
        let indices: BTreeSet<usize> = self
            .all
            .below(&list.prefix)
            .filter_map(|key| key.strip_prefix(&list.prefix)?.split_once('.')?.0.parse().ok())
            .collect();
        indices.into_iter().map(|index| list.below(&index.to_string())).collect()
    }

    pub(crate) fn messages(&self, list: &str) -> Vec<Message> {
        self.items(list).iter().map(FlatReader::message).collect()
    }

    fn message(&self) -> Message {
        Message {
            role: self.text(keys::MESSAGE_ROLE).map(Role::from),
            content: self.text(keys::MESSAGE_CONTENT),
            contents: self.items(keys::MESSAGE_CONTENTS).iter().filter_map(FlatReader::content).collect(),
            tool_calls: self.items(keys::MESSAGE_TOOL_CALLS).iter().map(FlatReader::tool_call).collect(),
            tool_call_id: self.text(keys::MESSAGE_TOOL_CALL_ID),
            name: self.text(keys::MESSAGE_NAME),
            function_call: self.text(keys::MESSAGE_FUNCTION_CALL_NAME).map(|name| ToolCall {
                name: Some(name),
                arguments: self.get(keys::MESSAGE_FUNCTION_CALL_ARGUMENTS_JSON).cloned(),
                ..ToolCall::default()
            }),
        }
    }

    /// A part of a message; none of a type that there is no value for.
    fn content(&self) -> Option<MessageContent> {
        let text = self.text(keys::MESSAGE_CONTENT_TEXT);
        Some(match self.text(keys::MESSAGE_CONTENT_TYPE)?.as_str() {
            "text" => match self.text(keys::MESSAGE_CONTENT_SIGNATURE) {
                Some(signature) => MessageContent::signed_text(text.unwrap_or_default(), signature),
                None => MessageContent::text(text.unwrap_or_default()),
            },
            "image" => MessageContent::Image(self.below(keys::MESSAGE_CONTENT_IMAGE).text(keys::IMAGE_URL)?),
            "video" => MessageContent::Video(self.below(keys::MESSAGE_CONTENT_VIDEO).text(keys::VIDEO_URL)?),
            "audio" => {
                let below = self.below(keys::MESSAGE_CONTENT_AUDIO);
                MessageContent::Audio(Audio {
                    url: below.text(keys::AUDIO_URL),
                    mime_type: below.text(keys::AUDIO_MIME_TYPE),
                    transcript: below.text(keys::AUDIO_TRANSCRIPT),
                })
            }
            "document" => {
                let below = self.below(keys::MESSAGE_CONTENT_DOCUMENT);
                MessageContent::File(File {
                    id: below.text(keys::DOCUMENT_ID),
                    url: below.text(keys::DOCUMENT_URL),
                    mime_type: below.text(keys::DOCUMENT_MIME_TYPE),
                    name: below.text(keys::DOCUMENT_NAME),
                })
            }
            "reasoning" => MessageContent::Reasoning(Reasoning {
                text,
                id: self.text(keys::MESSAGE_CONTENT_ID),
                signature: self.text(keys::MESSAGE_CONTENT_SIGNATURE),
                data: self.text(keys::MESSAGE_CONTENT_DATA),
                encrypted_content: self.text(keys::MESSAGE_CONTENT_ENCRYPTED_CONTENT),
            }),
            "tool_use" => MessageContent::ToolUse(self.tool_call()),
            _ => return None,
        })
    }

    fn tool_call(&self) -> ToolCall {
        ToolCall {
            id: self.text(keys::TOOL_CALL_ID),
            name: self.text(keys::TOOL_CALL_FUNCTION_NAME),
            arguments: self.get(keys::TOOL_CALL_FUNCTION_ARGUMENTS_JSON).cloned(),
            reasoning_signature: self.text(keys::TOOL_CALL_REASONING_SIGNATURE),
        }
    }

    pub(crate) fn documents(&self, list: &str) -> Vec<Document> {
        self.items(list).iter().map(FlatReader::document).collect()
    }

    fn document(&self) -> Document {
        Document {
            content: self.text(keys::DOCUMENT_CONTENT),
            id: self.get(keys::DOCUMENT_ID).and_then(|id| match id {
                Json::String(id) => Some(DocumentId::from(id.as_str())),
                other => other.as_i64().map(DocumentId::Integer),
            }),
            score: self.float(keys::DOCUMENT_SCORE),
            metadata: self.json(keys::DOCUMENT_METADATA),
        }
    }
}
