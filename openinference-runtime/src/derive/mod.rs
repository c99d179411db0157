//! Types of the application's own in spans: what the derives [`LlmRequest`](crate::LlmRequest),
//! [`LlmResponse`](crate::LlmResponse), [`LlmChunk`](crate::LlmChunk), [`Document`](crate::Document) and
//! [`Embedding`](crate::Embedding) generate.
//!
//! A derive says of some fields what they are; everything else about the type stays as it was. The whole value is still the
//! span's input or output, as `Serialize` has it, else as `Debug` has it.
//!
//! ```
//! use openinference_runtime::{LlmRequest, LlmResponse, llm_span};
//! use serde::Serialize;
//!
//! #[derive(Serialize, LlmRequest)]
//! struct Question {
//!     #[oi(model)]
//!     model: String,
//!     #[oi(system_message)]
//!     persona: &'static str,
//!     #[oi(user_message)]
//!     text: String,
//!     #[oi(invocation_parameters = "temperature")]
//!     heat: f32,
//! }
//!
//! #[derive(Serialize, LlmResponse)]
//! struct Answer {
//!     #[oi(content)]
//!     text: String,
//!     #[oi(prompt_tokens)]
//!     read: u32,
//!     #[oi(completion_tokens)]
//!     written: u32,
//! }
//!
//! #[llm_span(system = "openai")]
//! fn ask(question: Question) -> Answer {
//! #   let _ = question;
//! #   Answer { text: String::new(), read: 0, written: 0 }
//!     // ..
//! }
//! # ask(Question { model: String::new(), persona: "", text: String::new(), heat: 0.0 });
//! ```
//!
//! What a field may be is [`FieldValue`]'s choice: the obvious types, those of [`value`](crate::value), and lists, options
//! and pointers of them. Any other type is read from what it serialises to, in the spellings of all known providers:
//! `#[oi(messages)]` takes the message type of any client crate, `#[oi(usage)]` its token counts. And a function after the
//! key makes one out of the other: `#[oi(score = |distance| 1.0 - distance)]`.

mod answers;
mod chunk;
mod describe_fields;
mod documents;
mod embeddings;
mod field;
mod lists;
mod members;
mod read;
mod request;
mod response;
mod response_facts;
mod scalars;
#[cfg(test)]
mod tests;
mod tokens;

pub(crate) use self::answers::Answers;
pub(crate) use self::field::levels;
pub use self::field::{FieldRole, FieldValue, role};

/// What generated code names, through the module that is for it alone.
pub(crate) mod generated {
    pub use super::chunk::{ChunkFields, chunk};
    pub use super::describe_fields::{DescribeFields, recorded, write};
    pub use super::documents::{Documents, documents};
    pub use super::embeddings::{Embeddings, embeddings};
    pub use super::field::Field;
    pub use super::request::Request;
    pub use super::response::Response;
}
