//! The [OpenInference] semantic conventions as one typed table, without dependencies.
//!
//! * [`attributes`]: one constant per attribute key, and [`attributes::ATTRIBUTES`], the same rows as data.
//! * [`SpanKind`], [`MimeType`], [`LlmSystem`], [`LlmProvider`], [`MessageContentType`], [`AnnotatorKind`]: the
//!   enumerated values.
//! * [`providers`]: who runs models and whose they are, under all their names.
//! * [`infer`]: the provider behind a host name, the system behind a model name.
//! * [`lookup`]: from a key, plain or flattened, to its row; from a misspelt key to the one that was meant.
//! * [`patterns`]: each key, plain or flattened, as a number: a [`KeyPattern`].
//! * [`keys`]: the keys that the span macros understand.
//! * [`fields`]: the keys that the derives understand.
//!
//! ```
//! use openinference_semconv::{SpanKind, ValueType, attributes, lookup};
//!
//! assert_eq!(attributes::LLM_TOKEN_COUNT_PROMPT, "llm.token_count.prompt");
//! assert_eq!(SpanKind::Llm.as_str(), "LLM");
//!
//! let role = lookup::attribute("llm.input_messages.0.message.role");
//! assert_eq!(role.map(|row| row.value_type), Some(ValueType::String));
//! assert_eq!(lookup::nearest_attribute("llm.usage.prompt_tokens"), Some("llm.token_count.prompt"));
//! ```
//!
//! Sections named `spec/…` are files of the specification in the [OpenInference] repository.
//!
//! [OpenInference]: https://github.com/Arize-ai/openinference

#![no_std]

extern crate alloc;

mod annotator_kind;
mod attribute;
pub mod attributes;
mod enumeration;
pub mod fields;
pub mod infer;
pub mod keys;
mod llm;
pub mod lookup;
mod message_content_type;
mod mime_type;
mod nesting;
mod pattern;
pub mod providers;
mod span_kind;
mod text;
mod value_type;

pub use crate::annotator_kind::AnnotatorKind;
pub use crate::attribute::{Attribute, Place};
pub use crate::attributes::patterns;
pub use crate::enumeration::UnknownValue;
pub use crate::llm::{LlmProvider, LlmSystem};
pub use crate::message_content_type::MessageContentType;
pub use crate::mime_type::MimeType;
pub use crate::pattern::KeyPattern;
pub use crate::span_kind::SpanKind;
pub use crate::value_type::ValueType;
