//! `message_content.*`: the parts of a message.

use super::ToolCall;
use crate::attributes::Attributes;
use crate::key::KeyPrefix;
use crate::semconv::MessageContentType;
use crate::semconv::patterns::{
    AUDIO_MIME_TYPE, AUDIO_TRANSCRIPT, AUDIO_URL, DOCUMENT_ID, DOCUMENT_MIME_TYPE, DOCUMENT_NAME,
    DOCUMENT_URL, IMAGE_URL, MESSAGE_CONTENT_AUDIO, MESSAGE_CONTENT_DATA, MESSAGE_CONTENT_DOCUMENT,
    MESSAGE_CONTENT_ENCRYPTED_CONTENT, MESSAGE_CONTENT_ID, MESSAGE_CONTENT_IMAGE, MESSAGE_CONTENT_SIGNATURE,
    MESSAGE_CONTENT_TEXT, MESSAGE_CONTENT_TYPE, MESSAGE_CONTENT_VIDEO, VIDEO_URL,
};

/// One part of a [`Message`](super::Message) (specification: `message.contents`).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum MessageContent {
    /// Text.
    #[non_exhaustive]
    Text {
        /// The text.
        text: String,
        /// The provider's signature of the part, verbatim.
        signature: Option<String>,
    },
    /// An image, by its URL: `https://...`, or `data:image/png;base64,...`.
    Image(String),
    /// Sound.
    Audio(Audio),
    /// A video, by its URL.
    Video(String),
    /// A file such as a PDF.
    File(File),
    /// What the model thought.
    Reasoning(Reasoning),
    /// A call of a tool that stands between other parts.
    ToolUse(ToolCall),
}

/// A part that is sound (specification: `multimodal_attributes.md`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Audio {
    /// Where the sound is, or the sound itself as a `data:` URL.
    pub url: Option<String>,
    /// Its format: `audio/wav`, `audio/mpeg` ...
    pub mime_type: Option<String>,
    /// What is said in it.
    pub transcript: Option<String>,
}

/// A part that is a file (specification: `multimodal_attributes.md`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct File {
    /// The provider's identifier of the file.
    pub id: Option<String>,
    /// Where the file is, or the file itself as a `data:` URL.
    pub url: Option<String>,
    /// Its format: `application/pdf` ...
    pub mime_type: Option<String>,
    /// Its name.
    pub name: Option<String>,
}

/// A part that is reasoning, visible or not (specification: `llm_spans.md`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reasoning {
    /// What can be read of it, or its summary.
    pub text: Option<String>,
    /// The provider's identifier of the part.
    pub id: Option<String>,
    /// The provider's signature, verbatim (Anthropic: `signature`, Gemini: `thoughtSignature`).
    pub signature: Option<String>,
    /// What only the provider can read (Anthropic: `redacted_thinking.data`).
    pub data: Option<String>,
    /// What only the provider can read (OpenAI: `encrypted_content`).
    pub encrypted_content: Option<String>,
}

macro_rules! setters {
    ($type:ty: $($(#[$doc:meta])* $field:ident),* $(,)?) => {
        impl $type {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $field(mut self, $field: impl Into<String>) -> Self {
                    self.$field = Some($field.into());
                    self
                }
            )*
        }
    };
}

setters! { Audio:
    /// Where the sound is, or the sound itself as a `data:` URL.
    url,
    /// Its format.
    mime_type,
    /// What is said in it.
    transcript,
}

setters! { File:
    /// The provider's identifier of the file.
    id,
    /// Where the file is, or the file itself as a `data:` URL.
    url,
    /// Its format.
    mime_type,
    /// Its name.
    name,
}

setters! { Reasoning:
    /// What can be read of it.
    text,
    /// The provider's identifier of the part.
    id,
    /// The provider's signature.
    signature,
    /// What only Anthropic can read.
    data,
    /// What only OpenAI can read.
    encrypted_content,
}

impl MessageContent {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), signature: None }
    }

    /// A text that the provider has signed.
    pub fn signed_text(text: impl Into<String>, signature: impl Into<String>) -> Self {
        Self::Text { text: text.into(), signature: Some(signature.into()) }
    }

    /// An image, by its URL.
    pub fn image(url: impl Into<String>) -> Self {
        Self::Image(url.into())
    }

    /// What `message_content.type` says of the part.
    #[must_use]
    pub fn content_type(&self) -> MessageContentType {
        match self {
            Self::Text { .. } => MessageContentType::Text,
            Self::Image(_) => MessageContentType::Image,
            Self::Audio(_) => MessageContentType::Audio,
            Self::Video(_) => MessageContentType::Video,
            Self::File(_) => MessageContentType::Document,
            Self::Reasoning(_) => MessageContentType::Reasoning,
            Self::ToolUse(_) => MessageContentType::ToolUse,
        }
    }

    /// Writes `<prefix>.message_content.*`.
    pub fn flatten(&self, prefix: impl Into<KeyPrefix>, out: &mut Attributes<'_>) {
        let prefix = prefix.into();
        out.push(prefix.field(MESSAGE_CONTENT_TYPE), self.content_type().as_str());
        match self {
            Self::Text { text, signature } => {
                out.push_field(&prefix, MESSAGE_CONTENT_TEXT, Some(text));
                out.push_field(&prefix, MESSAGE_CONTENT_SIGNATURE, signature.as_deref());
            }
            Self::Image(url) => {
                out.push_text(prefix.field(MESSAGE_CONTENT_IMAGE).object().field(IMAGE_URL), Some(url));
            }
            Self::Audio(audio) => {
                let prefix = prefix.field(MESSAGE_CONTENT_AUDIO).object();
                out.push_field(&prefix, AUDIO_URL, audio.url.as_deref());
                out.push_field(&prefix, AUDIO_MIME_TYPE, audio.mime_type.as_deref());
                out.push_field(&prefix, AUDIO_TRANSCRIPT, audio.transcript.as_deref());
            }
            Self::Video(url) => {
                out.push_text(prefix.field(MESSAGE_CONTENT_VIDEO).object().field(VIDEO_URL), Some(url));
            }
            Self::File(file) => {
                let prefix = prefix.field(MESSAGE_CONTENT_DOCUMENT).object();
                out.push_field(&prefix, DOCUMENT_ID, file.id.as_deref());
                out.push_field(&prefix, DOCUMENT_URL, file.url.as_deref());
                out.push_field(&prefix, DOCUMENT_MIME_TYPE, file.mime_type.as_deref());
                out.push_field(&prefix, DOCUMENT_NAME, file.name.as_deref());
            }
            Self::Reasoning(reasoning) => {
                out.push_field(&prefix, MESSAGE_CONTENT_TEXT, reasoning.text.as_deref());
                out.push_field(&prefix, MESSAGE_CONTENT_ID, reasoning.id.as_deref());
                out.push_field(&prefix, MESSAGE_CONTENT_SIGNATURE, reasoning.signature.as_deref());
                out.push_field(&prefix, MESSAGE_CONTENT_DATA, reasoning.data.as_deref());
                out.push_field(
                    &prefix,
                    MESSAGE_CONTENT_ENCRYPTED_CONTENT,
                    reasoning.encrypted_content.as_deref(),
                );
            }
            Self::ToolUse(call) => call.flatten(prefix, out),
        }
    }
}

impl From<&str> for MessageContent {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for MessageContent {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl From<Audio> for MessageContent {
    fn from(audio: Audio) -> Self {
        Self::Audio(audio)
    }
}

impl From<File> for MessageContent {
    fn from(file: File) -> Self {
        Self::File(file)
    }
}

impl From<Reasoning> for MessageContent {
    fn from(reasoning: Reasoning) -> Self {
        Self::Reasoning(reasoning)
    }
}

impl From<ToolCall> for MessageContent {
    fn from(call: ToolCall) -> Self {
        Self::ToolUse(call)
    }
}
