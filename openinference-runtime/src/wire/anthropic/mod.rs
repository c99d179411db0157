//! Messages of Anthropic: `POST /v1/messages`, also as Amazon Bedrock and Vertex AI take them.

mod content;
mod events;
mod messages;

pub(super) use self::messages::AnthropicMessages;
