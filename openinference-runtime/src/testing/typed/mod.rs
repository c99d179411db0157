//! What a span says, as the types that say it, so that tests spell no keys.

mod llm;
mod spans;
#[cfg(test)]
mod tests;
mod values;

pub use self::spans::{EmbeddingSpan, LlmSpan, Payload, RerankerSpan, SpanError, ToolSpan};
