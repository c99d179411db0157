//! Converse of Amazon Bedrock. Clients keep the fields in JSON's `camelCase` or in `snake_case`.

pub(super) mod content;
mod converse;
mod events;

pub(super) use self::converse::BedrockConverse;
