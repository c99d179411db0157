//! The typed values, read back from what they write.

use super::read::Reader;
use crate::record::Json;
use crate::semconv::attributes as keys;
use crate::value::{
    Audio, Cost, Document, DocumentId, Embedding, File, Message, MessageContent, PromptTemplate, Reasoning,
    Role, TokenCount, ToolCall,
};

impl Reader<'_> {
    pub(super) fn message(&self) -> Message {
        Message {
            role: self.text(keys::MESSAGE_ROLE).map(Role::from),
            content: self.text(keys::MESSAGE_CONTENT),
            contents: self.items(keys::MESSAGE_CONTENTS).iter().filter_map(Reader::content).collect(),
            tool_calls: self.items(keys::MESSAGE_TOOL_CALLS).iter().map(Reader::tool_call).collect(),
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

    pub(super) fn documents(&self, list: &str) -> Vec<Document> {
        self.items(list).iter().map(Reader::document).collect()
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

    pub(super) fn embedding(&self) -> Embedding {
        let vector = self.get(keys::EMBEDDING_VECTOR).and_then(Json::as_array);
        Embedding {
            text: self.text(keys::EMBEDDING_TEXT),
            vector: vector.into_iter().flatten().filter_map(Json::as_f64).collect(),
        }
    }

    pub(super) fn token_count(&self) -> TokenCount {
        TokenCount {
            prompt: self.count(keys::LLM_TOKEN_COUNT_PROMPT),
            completion: self.count(keys::LLM_TOKEN_COUNT_COMPLETION),
            total: self.count(keys::LLM_TOKEN_COUNT_TOTAL),
            cache_read: self.count(keys::LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_READ),
            cache_write: self.count(keys::LLM_TOKEN_COUNT_PROMPT_DETAILS_CACHE_WRITE),
            prompt_audio: self.count(keys::LLM_TOKEN_COUNT_PROMPT_DETAILS_AUDIO),
            reasoning: self.count(keys::LLM_TOKEN_COUNT_COMPLETION_DETAILS_REASONING),
            completion_audio: self.count(keys::LLM_TOKEN_COUNT_COMPLETION_DETAILS_AUDIO),
        }
    }

    pub(super) fn cost(&self) -> Cost {
        Cost {
            prompt: self.float(keys::LLM_COST_PROMPT),
            completion: self.float(keys::LLM_COST_COMPLETION),
            total: self.float(keys::LLM_COST_TOTAL),
            input: self.float(keys::LLM_COST_PROMPT_DETAILS_INPUT),
            cache_read: self.float(keys::LLM_COST_PROMPT_DETAILS_CACHE_READ),
            cache_write: self.float(keys::LLM_COST_PROMPT_DETAILS_CACHE_WRITE),
            prompt_audio: self.float(keys::LLM_COST_PROMPT_DETAILS_AUDIO),
            output: self.float(keys::LLM_COST_COMPLETION_DETAILS_OUTPUT),
            reasoning: self.float(keys::LLM_COST_COMPLETION_DETAILS_REASONING),
            completion_audio: self.float(keys::LLM_COST_COMPLETION_DETAILS_AUDIO),
        }
    }

    pub(super) fn prompt_template(&self) -> Option<PromptTemplate> {
        let template = PromptTemplate {
            template: self.text(keys::LLM_PROMPT_TEMPLATE),
            variables: self.json(keys::LLM_PROMPT_TEMPLATE_VARIABLES),
            version: self.text(keys::LLM_PROMPT_TEMPLATE_VERSION),
            vendor: self.text(keys::PROMPT_VENDOR),
            id: self.text(keys::PROMPT_ID),
            url: self.text(keys::PROMPT_URL),
        };
        (template != PromptTemplate::default()).then_some(template)
    }
}
