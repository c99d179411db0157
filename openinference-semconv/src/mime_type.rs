//! `input.mime_type` and `output.mime_type`.

use crate::enumeration::enumeration;

enumeration! {
    /// Values of [`INPUT_MIME_TYPE`](crate::attributes::INPUT_MIME_TYPE) and
    /// [`OUTPUT_MIME_TYPE`](crate::attributes::OUTPUT_MIME_TYPE) (`spec/semantic_conventions.md`, Reserved
    /// Attributes). The specification allows any MIME type; text and JSON are what backends render. An absent attribute
    /// means [`Text`](Self::Text).
    pub enum MimeType {
        /// Plain text.
        Text = "text/plain",
        /// A JSON document.
        Json = "application/json",
        /// A recording. From the JavaScript and Java packages.
        Audio = "audio/wav",
    }
}
