//! What `#[derive(LlmChunk)]` says.

use crate::opentelemetry::KeyValue;

use super::answers::Answers;
use super::describe_fields::{DescribeFields, FieldCollector, collect};
use super::response_facts::newer_count;
use crate::attributes::Attributes;
use crate::config::TraceConfig;
use crate::record::{AttributeValue, Side};
use crate::semconv::SpanKind;
use crate::value::{Chunk, Cost, TokenCount, ToolCallChunk};

/// The fields of an item of a stream; one method for each key.
#[derive(Debug, Default)]
pub struct ChunkFields {
    chunk: Chunk,
    /// Counts that were said one by one, which count more than those that were said together.
    counts: TokenCount,
    /// Of a list of items.
    before: Option<Answers>,
}

#[allow(missing_docs, reason = "the table of the keys says what they are")]
impl ChunkFields {
    pub fn choice(&mut self, choice: Option<u64>) {
        self.chunk.choice = choice.and_then(|choice| usize::try_from(choice).ok()).unwrap_or_default();
    }

    pub fn model(&mut self, name: Option<String>) {
        self.chunk.model = name;
    }

    pub fn provider(&mut self, provider: Option<String>) {
        self.chunk.provider = provider;
    }

    pub fn system(&mut self, system: Option<String>) {
        self.chunk.system = system;
    }

    pub fn content(&mut self, content: Option<String>) {
        self.chunk.content = content;
    }

    pub fn reasoning(&mut self, reasoning: Option<String>) {
        self.chunk.reasoning = reasoning;
    }

    pub fn tool_calls(&mut self, calls: Vec<ToolCallChunk>) {
        self.chunk.tool_calls = calls;
    }

    pub fn finish_reason(&mut self, reason: Option<String>) {
        self.chunk.finish_reason = reason;
    }

    pub fn usage(&mut self, usage: TokenCount) {
        self.chunk.usage = usage;
    }

    pub fn prompt_tokens(&mut self, tokens: Option<u64>) {
        self.counts.prompt = tokens;
    }

    pub fn completion_tokens(&mut self, tokens: Option<u64>) {
        self.counts.completion = tokens;
    }

    pub fn total_tokens(&mut self, tokens: Option<u64>) {
        self.counts.total = tokens;
    }

    pub fn cache_read_tokens(&mut self, tokens: Option<u64>) {
        self.counts.cache_read = tokens;
    }

    pub fn cache_write_tokens(&mut self, tokens: Option<u64>) {
        self.counts.cache_write = tokens;
    }

    pub fn reasoning_tokens(&mut self, tokens: Option<u64>) {
        self.counts.reasoning = tokens;
    }

    pub fn cost(&mut self, cost: Cost) {
        self.chunk.cost = cost;
    }

    pub fn attribute<Type, V: AttributeValue<Type>>(
        &mut self,
        key: &'static str,
        value: V,
        config: &TraceConfig,
    ) {
        self.chunk.attributes.extend(value.attribute_value(config).map(|value| KeyValue::new(key, value)));
    }

    pub(super) fn into_chunk(self) -> Chunk {
        Chunk { usage: newer_count(self.counts, self.chunk.usage), ..self.chunk }
    }
}

impl FieldCollector for ChunkFields {
    /// Only a value that is an item of a list has another one before it.
    fn begin(&mut self, config: &TraceConfig) {
        let before = self.before.take();
        let mut before = before.unwrap_or_else(|| Answers::of_texts(config.recording_limit()));
        before.add(std::mem::take(self).into_chunk());
        self.before = Some(before);
    }

    /// A piece that is returned as it is, and not in a stream, is an answer of one piece.
    fn write(mut self, side: Side, kind: SpanKind, out: &mut Attributes<'_>) {
        if (side, kind) != (Side::Output, SpanKind::Llm) {
            return;
        }
        let mut answers = self.before.take().unwrap_or_default();
        answers.add(self.into_chunk());
        answers.write(out);
    }
}

/// An item of a stream.
pub fn chunk<T: DescribeFields<ChunkFields>>(value: &T, config: &TraceConfig) -> Chunk {
    collect::<ChunkFields, T>(std::slice::from_ref(value), config).into_chunk()
}
