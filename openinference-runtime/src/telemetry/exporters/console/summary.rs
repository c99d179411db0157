//! What the tree says of one span.

use std::time::{Duration, SystemTime};

use openinference_semconv::attributes as keys;
use opentelemetry::{Value, trace::Status};
use opentelemetry_sdk::trace::SpanData;

use super::text;

/// One span, cut to what is shown.
#[derive(Debug)]
pub(super) struct Summary {
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) start: SystemTime,
    pub(super) duration: Duration,
    pub(super) model: Option<String>,
    pub(super) tokens: Tokens,
    /// US dollars.
    pub(super) cost: Option<f64>,
    /// The description may be empty.
    pub(super) error: Option<String>,
    pub(super) input: Option<String>,
    pub(super) output: Option<String>,
}

/// Token counts of the span itself.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    pub(super) prompt: Option<i64>,
    pub(super) completion: Option<i64>,
    pub(super) total: Option<i64>,
}

/// What a span without an OpenInference kind is called.
const NO_KIND: &str = "SPAN";

impl Summary {
    pub(super) fn of(span: &SpanData) -> Self {
        let mut found = Found::default();
        for attribute in &span.attributes {
            found.see(attribute.key.as_str(), &attribute.value);
        }
        Self {
            kind: found.kind.unwrap_or_else(|| NO_KIND.to_owned()),
            name: text::line(&span.name),
            start: span.start_time,
            // A clock that was set back in between.
            duration: span.end_time.duration_since(span.start_time).unwrap_or_default(),
            model: found.model,
            tokens: found.tokens,
            cost: found.cost,
            error: match &span.status {
                Status::Error { description } => Some(text::line(description)),
                Status::Ok | Status::Unset => None,
            },
            input: found
                .input_message
                .map(|(_, content)| content)
                .or_else(|| found.texts.first())
                .or(found.input),
            output: found
                .reply
                .into_line()
                .or_else(|| found.documents.line("document"))
                .or_else(|| found.vectors.line("vector"))
                .or(found.output),
        }
    }
}

/// Things in a list: how many, and what the first one says. Their JSON would not fit a line.
#[derive(Debug, Default)]
struct Listed {
    count: usize,
    first: Option<String>,
}

impl Listed {
    fn see(&mut self, index: usize) {
        self.count = self.count.max(index + 1);
    }

    fn first(self) -> Option<String> {
        self.first
    }

    fn line(self, noun: &str) -> Option<String> {
        let plural = if self.count == 1 { "" } else { "s" };
        let first = self.first.map(|first| format!(": {first}")).unwrap_or_default();
        (self.count > 0).then(|| text::line(&format!("{} {noun}{plural}{first}", self.count)))
    }
}

/// Collected in one pass over the attributes; of a key that comes twice the last counts.
#[derive(Debug, Default)]
struct Found {
    kind: Option<String>,
    model: Option<String>,
    tokens: Tokens,
    cost: Option<f64>,
    input: Option<String>,
    output: Option<String>,
    /// The last message that has a text: what is asked, behind all the history.
    input_message: Option<(usize, String)>,
    reply: Reply,
    documents: Listed,
    texts: Listed,
    vectors: Listed,
}

impl Found {
    fn see(&mut self, key: &str, value: &Value) {
        match key {
            keys::OPENINFERENCE_SPAN_KIND => self.kind = line(value),
            keys::LLM_MODEL_NAME | keys::EMBEDDING_MODEL_NAME | keys::RERANKER_MODEL_NAME => {
                self.model = line(value);
            }
            keys::LLM_TOKEN_COUNT_PROMPT => self.tokens.prompt = integer(value),
            keys::LLM_TOKEN_COUNT_COMPLETION => self.tokens.completion = integer(value),
            keys::LLM_TOKEN_COUNT_TOTAL => self.tokens.total = integer(value),
            keys::LLM_COST_TOTAL => self.cost = float(value),
            keys::INPUT_VALUE => self.input = line(value),
            keys::OUTPUT_VALUE => self.output = line(value),
            _ => self.see_indexed(key, value),
        }
    }

    fn see_indexed(&mut self, key: &str, value: &Value) {
        if let Some((index, rest)) = indexed(key, keys::LLM_INPUT_MESSAGES) {
            let latest = self.input_message.as_ref().is_none_or(|(seen, _)| *seen <= index);
            if latest && is_text(rest) {
                self.input_message = line(value).map(|line| (index, line)).or(self.input_message.take());
            }
        } else if let Some((0, rest)) = indexed(key, keys::LLM_OUTPUT_MESSAGES) {
            self.reply.see(rest, value);
        } else if let Some((index, rest)) =
            indexed(key, keys::RETRIEVAL_DOCUMENTS).or_else(|| indexed(key, keys::RERANKER_OUTPUT_DOCUMENTS))
        {
            self.documents.see(index);
            if index == 0 && rest == keys::DOCUMENT_CONTENT {
                self.documents.first = line(value);
            }
        } else if let Some((index, rest)) = indexed(key, keys::EMBEDDING_EMBEDDINGS) {
            match rest {
                keys::EMBEDDING_TEXT if index == 0 => self.texts.first = line(value),
                keys::EMBEDDING_VECTOR => self.vectors.see(index),
                _ => {}
            }
        }
    }
}

/// The first output message: its text, else the tools it calls.
#[derive(Debug, Default)]
struct Reply {
    text: Option<String>,
    calls: Vec<(String, String)>,
}

impl Reply {
    fn see(&mut self, key: &str, value: &Value) {
        if is_text(key) {
            self.text = line(value).or(self.text.take());
            return;
        }
        let Some((index, rest)) = indexed(key, "message.tool_calls") else { return };
        // More calls than fit a line are not collected.
        if index > 8 {
            return;
        }
        if self.calls.len() <= index {
            self.calls.resize_with(index + 1, Default::default);
        }
        if let (Some((name, arguments)), Some(value)) = (self.calls.get_mut(index), line(value)) {
            match rest {
                "tool_call.function.name" => *name = value,
                "tool_call.function.arguments" => *arguments = value,
                _ => {}
            }
        }
    }

    fn into_line(self) -> Option<String> {
        if self.text.is_some() {
            return self.text;
        }
        let calls: Vec<_> = self
            .calls
            .into_iter()
            .filter(|(name, _)| !name.is_empty())
            .map(|(name, arguments)| format!("{name}({arguments})"))
            .collect();
        (!calls.is_empty()).then(|| text::line(&calls.join(", ")))
    }
}

/// The text of a message, plain or as its first content part.
fn is_text(key: &str) -> bool {
    matches!(key, "message.content" | "message.contents.0.message_content.text")
}

/// `<prefix>.<index>.<rest>`.
fn indexed<'k>(key: &'k str, prefix: &str) -> Option<(usize, &'k str)> {
    let (index, rest) = key.strip_prefix(prefix)?.strip_prefix('.')?.split_once('.')?;
    Some((index.parse().ok()?, rest))
}

fn line(value: &Value) -> Option<String> {
    let line = match value {
        Value::String(value) => text::line(value.as_str()),
        other => text::line(&other.as_str()),
    };
    (!line.is_empty()).then_some(line)
}

fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::I64(value) => Some(*value),
        _ => None,
    }
}

fn float(value: &Value) -> Option<f64> {
    match value {
        Value::F64(value) => Some(*value),
        _ => None,
    }
}
