//! Typed OpenInference values that flatten themselves into attributes (specification: "Flattening" in
//! `semantic_conventions.md`).
//!
//! What the recognised payloads of providers are read into, and what to use where a program keeps its data in shapes of its
//! own:
//!
//! ```
//! use openinference_runtime::value::{Message, TokenCount, ToolCall, write_input_messages, write_output_messages};
//! use openinference_runtime::{Attributes, config::TraceConfig};
//!
//! let config = TraceConfig::default();
//! let mut out = Attributes::new(&config);
//! write_input_messages(&[Message::system("Be brief."), Message::user("Weather in Rome?")], &mut out);
//! let call = ToolCall::new("get_weather", r#"{"city":"Rome"}"#).id("call_1");
//! write_output_messages(&[Message::assistant_calls([call])], &mut out);
//! TokenCount::new(20, 7).cache_read(16).write(&mut out);
//!
//! assert_eq!(out.get("llm.input_messages.1.message.role"), Some(&"user".into()));
//! assert_eq!(
//!     out.get("llm.output_messages.0.message.tool_calls.0.tool_call.function.name"),
//!     Some(&"get_weather".into())
//! );
//! assert_eq!(out.get("llm.token_count.total"), Some(&27.into()));
//! ```

mod api_error;
mod by_hand;
mod chunk;
mod completion;
mod content;
mod cost;
mod document;
mod embedding;
mod feedback;
pub(crate) mod flat;
mod message;
mod prompt;
mod role;
mod serialize;
#[cfg(test)]
mod tests;
mod token_count;
mod tool;

pub use self::api_error::ApiError;
pub use self::chunk::{Chunk, ToolCallChunk};
pub use self::completion::{write_choices, write_prompts};
pub use self::content::{Audio, File, MessageContent, Reasoning};
pub use self::cost::Cost;
pub use self::document::{Document, DocumentId, write_documents};
pub use self::embedding::{Embedding, write_embeddings};
pub(crate) use self::feedback::write_feedback;
pub use self::feedback::{
    Annotation, Evaluation, Feedback, FeedbackError, FeedbackScope, Score, write_annotations,
    write_evaluations,
};
pub(crate) use self::message::MessageWriter;
pub use self::message::{Message, write_input_messages, write_output_messages};
pub use self::prompt::PromptTemplate;
pub use self::role::Role;
#[cfg(feature = "trace")]
pub(crate) use self::token_count::TOKEN_COUNTS;
pub use self::token_count::TokenCount;
pub use self::tool::{ToolCall, ToolDefinition, write_tools};
