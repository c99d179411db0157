//! Messages of Anthropic: `POST /v1/messages`, also as Amazon Bedrock and Vertex AI take them.

pub(super) mod content;
mod events;
mod messages;

pub(super) use self::messages::AnthropicMessages;
