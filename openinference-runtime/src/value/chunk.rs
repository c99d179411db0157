//! A piece of an answer that comes as a stream.

use crate::opentelemetry::{Key, KeyValue, Value};

use super::{Cost, TokenCount, ToolCall};

/// What one item of a stream adds to the answer of a model. The pieces of a stream are put together as they pass; see
/// [`Record::chunk`](crate::record::Record::chunk).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Chunk {
    /// Which of several answers it belongs to, from zero.
    pub choice: usize,
    /// Another piece of the text.
    pub content: Option<String>,
    /// Another piece of what the model thought.
    pub reasoning: Option<String>,
    /// Pieces of calls of tools.
    pub tool_calls: Vec<ToolCallChunk>,
    /// Name of the model that answers.
    pub model: Option<String>,
    /// Who runs the model.
    pub provider: Option<String>,
    /// Whose product or API the call speaks to.
    pub system: Option<String>,
    /// Why the model stopped.
    pub finish_reason: Option<String>,
    /// Token counts, so far as this item knows them; what a later item says replaces it.
    pub usage: TokenCount,
    /// What the call has cost, so far as this item knows it.
    pub cost: Cost,
    /// Further attributes of the span; a later item replaces them.
    pub attributes: Vec<KeyValue>,
}

/// A piece of a call of a tool. Pieces with the same index belong together; where there is no index, a piece without an
/// identifier belongs to the call before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ToolCallChunk {
    /// Which of several calls it belongs to, from zero.
    pub index: Option<usize>,
    /// The provider's identifier of the call.
    pub id: Option<String>,
    /// The name of the tool.
    pub name: Option<String>,
    /// Another piece of the arguments, as JSON text.
    pub arguments: Option<String>,
}

impl Chunk {
    /// A piece of the text.
    pub fn content(content: impl Into<String>) -> Self {
        Self { content: Some(content.into()), ..Self::default() }
    }

    /// A piece of what the model thought.
    pub fn reasoning(reasoning: impl Into<String>) -> Self {
        Self { reasoning: Some(reasoning.into()), ..Self::default() }
    }

    /// Which of several answers it belongs to, from zero.
    #[must_use]
    pub fn choice(mut self, choice: usize) -> Self {
        self.choice = choice;
        self
    }

    /// A piece of a call of a tool.
    #[must_use]
    pub fn tool_call(mut self, call: impl Into<ToolCallChunk>) -> Self {
        self.tool_calls.push(call.into());
        self
    }

    /// Name of the model that answers.
    #[must_use]
    pub fn model(mut self, model: impl Into<String>) -> Self {
        self.model = Some(model.into());
        self
    }

    /// Why the model stopped.
    #[must_use]
    pub fn finish_reason(mut self, reason: impl Into<String>) -> Self {
        self.finish_reason = Some(reason.into());
        self
    }

    /// Token counts.
    #[must_use]
    pub fn usage(mut self, usage: TokenCount) -> Self {
        self.usage = usage;
        self
    }

    /// What the call has cost.
    #[must_use]
    pub fn cost(mut self, cost: Cost) -> Self {
        self.cost = cost;
        self
    }

    /// Another attribute of the span.
    #[must_use]
    pub fn attribute(mut self, key: impl Into<Key>, value: impl Into<Value>) -> Self {
        self.attributes.push(KeyValue::new(key, value));
        self
    }
}

impl ToolCallChunk {
    /// The first piece of a call: what is called.
    pub fn start(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self { id: Some(id.into()), name: Some(name.into()), ..Self::default() }
    }

    /// A further piece of the arguments, as JSON text.
    pub fn arguments(arguments: impl Into<String>) -> Self {
        Self { arguments: Some(arguments.into()), ..Self::default() }
    }

    /// Which of several calls it belongs to, from zero.
    #[must_use]
    pub fn index(mut self, index: usize) -> Self {
        self.index = Some(index);
        self
    }
}

/// A call that comes as a whole.
impl From<ToolCall> for ToolCallChunk {
    fn from(call: ToolCall) -> Self {
        let arguments = call.arguments.map(|arguments| match arguments.as_str() {
            Some(text) => text.to_owned(),
            None => arguments.write(usize::MAX),
        });
        Self { index: None, id: call.id, name: call.name, arguments }
    }
}
