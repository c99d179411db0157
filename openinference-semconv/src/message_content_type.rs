//! `message_content.type`.

use crate::enumeration::enumeration;

enumeration! {
    /// Values of [`MESSAGE_CONTENT_TYPE`](crate::attributes::MESSAGE_CONTENT_TYPE) (`spec/semantic_conventions.md`,
    /// Reserved Attributes, and `spec/multimodal_attributes.md`): what one part of a message is.
    pub enum MessageContentType {
        /// Text.
        Text = "text",
        /// An image, by URL or as base64.
        Image = "image",
        /// Audio, by URL or as base64.
        Audio = "audio",
        /// A video, by URL or as base64. Newer than the pinned specification; from the Python package.
        Video = "video",
        /// A document such as a PDF file. Newer than the pinned specification; from the Python package.
        Document = "document",
        /// What the model thought, visible or encrypted (`spec/llm_spans.md`).
        Reasoning = "reasoning",
        /// A tool call that stands between other parts (`spec/tool_calling.md`).
        ToolUse = "tool_use",
    }
}
