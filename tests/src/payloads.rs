//! Payloads that people have reported, with what their spans must say: `tests/data/reports`, and the same calls made from here.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use futures_util::{Stream, StreamExt as _, stream};
use openinference_runtime::config::TraceConfig;
use openinference_runtime::testing::{Capture, Node};
use openinference_runtime::{embedding_span, llm_span, reranker_span, retriever_span, tool_span};
use prost::bytes::Bytes;
use serde::Deserialize;
use serde_json::Value;

/// One call, and what its span must say.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// What it shows.
    pub name: String,
    /// How the answer reaches the program.
    pub mode: Mode,
    /// Pieces of a stream have this many bytes, instead of one event each.
    pub cut: Option<usize>,
    /// The items are lines of JSON, instead of server-sent events.
    #[serde(default)]
    pub jsonl: bool,
    /// What was asked.
    pub request: Option<Value>,
    /// The whole answer.
    pub response: Option<Value>,
    /// The answer as a stream.
    #[serde(default)]
    pub items: Vec<Value>,
    /// Attributes that the span has.
    #[serde(default)]
    pub span: BTreeMap<String, Value>,
    /// The error that the span ends with.
    pub status: Option<String>,
    /// Texts in `output.value`.
    #[serde(default)]
    pub output_holds: Vec<String>,
    /// Parts of keys that the span does not have.
    #[serde(default)]
    pub lacks: Vec<String>,
    /// The case of the same file that has the same output.
    pub same_output_as: Option<String>,
}

/// How an answer reaches the program.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// As JSON.
    Value,
    /// As JSON in a list.
    Many,
    /// As the text of its body.
    Text,
    /// As the bytes of its body.
    Bytes,
    /// As a stream of JSON.
    Stream,
    /// As a stream of text.
    StreamText,
    /// As a stream of shared bytes.
    StreamBytes,
    /// As a stream of owned bytes.
    StreamVec,
    /// As JSON; the request's fields are arguments.
    Loose,
    /// As the result of a tool.
    Tool,
    /// As vectors.
    Embedding,
    /// As what a search found.
    Retriever,
    /// As what a reranker found.
    Reranker,
}

/// Where the cases are.
#[must_use]
pub fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/reports")
}

/// All cases, by file.
///
/// # Errors
/// When a file is broken.
pub fn reports() -> Result<BTreeMap<String, Vec<Report>>> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(directory())? {
        let path = entry?.path();
        let name = path.file_stem().and_then(|name| name.to_str()).context("a name")?.to_owned();
        let text = std::fs::read_to_string(&path)?;
        files.insert(name.clone(), serde_json::from_str(&text).with_context(|| name)?);
    }
    Ok(files)
}

/// A payload that a test of a format is about.
#[derive(Deserialize)]
struct Sample {
    about: String,
    kind: String,
    role: String,
    payload: Value,
}

/// The answers that the tests of the formats are about: `tests/data/shapes`.
///
/// # Errors
/// When the file is broken.
pub fn samples() -> Result<Vec<Report>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/shapes/payloads.jsonl");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let mut samples = Vec::new();
    for line in text.lines() {
        let Sample { about, kind, role, payload } = serde_json::from_str(line)?;
        let mode = match &*kind {
            "EMBEDDING" => Mode::Embedding,
            "RETRIEVER" => Mode::Retriever,
            "RERANKER" => Mode::Reranker,
            _ => Mode::Value,
        };
        let name = format!("{about}, {role}");
        match &*role {
            "response" => samples.push(Report { name, response: Some(payload), ..Report::of(mode) }),
            "stream" => {
                let items = payload.as_array().cloned().unwrap_or_default();
                samples.push(Report { name, items, ..Report::of(Mode::Stream) });
            }
            "any" => samples.extend(payload.as_array().into_iter().flatten().map(|payload| Report {
                name: name.clone(),
                response: Some(payload.clone()),
                ..Report::of(mode)
            })),
            _ => {}
        }
    }
    Ok(samples)
}

impl Report {
    /// A call of which nothing is known yet but how its answer comes.
    #[must_use]
    pub fn of(mode: Mode) -> Self {
        Self {
            name: String::new(),
            mode,
            cut: None,
            jsonl: false,
            request: None,
            response: None,
            items: Vec::new(),
            span: BTreeMap::new(),
            status: None,
            output_holds: Vec::new(),
            lacks: Vec::new(),
            same_output_as: None,
        }
    }

    /// The body of a stream, in the pieces in which it comes.
    #[must_use]
    pub fn pieces(&self) -> Vec<Vec<u8>> {
        let piece = |item: &Value| match item {
            Value::String(text) => text.clone(),
            item if self.jsonl => format!("{item}\n"),
            item => format!("data: {item}\n\n"),
        };
        let pieces: Vec<Vec<u8>> = self.items.iter().map(|item| piece(item).into_bytes()).collect();
        match self.cut {
            Some(size) => pieces.concat().chunks(size).map(<[u8]>::to_vec).collect(),
            None => pieces,
        }
    }

    /// The body of a whole answer.
    #[must_use]
    pub fn body(&self) -> String {
        match &self.response {
            Some(Value::String(text)) => text.clone(),
            Some(json) => json.to_string(),
            None => String::new(),
        }
    }

    /// Makes the call; its span.
    ///
    /// # Errors
    /// When it makes none.
    pub async fn call(&self) -> Result<Node> {
        self.call_with(TraceConfig::default()).await
    }

    /// As [`call`](Self::call), masked as `config` says.
    ///
    /// # Errors
    /// When it makes no span.
    pub async fn call_with(&self, config: TraceConfig) -> Result<Node> {
        let ((), trace) = Capture::new().config(config).run(self.answer()).await;
        trace.roots.into_iter().next().context("a span")
    }

    async fn answer(&self) {
        let request = self.request.clone().unwrap_or_default();
        let response = self.response.clone().unwrap_or_default();
        match self.mode {
            Mode::Value => drop(chat(request, response)),
            Mode::Many => drop(chat_many(request, self.items.clone())),
            Mode::Text => drop(chat_text(request, self.body())),
            Mode::Bytes => drop(chat_bytes(Bytes::from(request.to_string()), Bytes::from(self.body()))),
            Mode::Stream => read(chat_stream(request, self.items.clone())).await,
            Mode::StreamText => {
                let text = |piece: Vec<u8>| String::from_utf8_lossy(&piece).into_owned();
                read(chat_stream_text(request, self.pieces().into_iter().map(text).collect())).await;
            }
            Mode::StreamBytes => read(chat_stream_bytes(request, self.pieces())).await,
            Mode::StreamVec => read(chat_stream_vec(request, self.pieces())).await,
            Mode::Loose => {
                let field = |name: &str| request.get(name).cloned().unwrap_or_default();
                drop(chat_loose(field("model"), field("messages"), response));
            }
            Mode::Tool => drop(tool(response)),
            Mode::Embedding => drop(embed(request, response)),
            Mode::Retriever => drop(retrieve(request, response)),
            Mode::Reranker => drop(rerank(request, response)),
        }
    }
}

async fn read<T>(items: impl Stream<Item = T>) {
    items.for_each(async |_| {}).await;
}

#[llm_span]
fn chat(request: Value, #[span(skip)] response: Value) -> Value {
    let _ = request;
    response
}

#[llm_span]
fn chat_many(request: Value, #[span(skip)] responses: Vec<Value>) -> Vec<Value> {
    let _ = request;
    responses
}

#[llm_span]
fn chat_text(request: Value, #[span(skip)] response: String) -> String {
    let _ = request;
    response
}

#[llm_span]
fn chat_bytes(request: Bytes, #[span(skip)] response: Bytes) -> Bytes {
    let _ = request;
    response
}

#[llm_span]
fn chat_stream(request: Value, #[span(skip)] items: Vec<Value>) -> impl Stream<Item = Value> + use<> {
    let _ = request;
    stream::iter(items)
}

#[llm_span]
fn chat_stream_text(request: Value, #[span(skip)] pieces: Vec<String>) -> impl Stream<Item = String> + use<> {
    let _ = request;
    stream::iter(pieces)
}

#[llm_span]
fn chat_stream_bytes(
    request: Value,
    #[span(skip)] pieces: Vec<Vec<u8>>,
) -> impl Stream<Item = Bytes> + use<> {
    let _ = request;
    stream::iter(pieces.into_iter().map(Bytes::from))
}

#[llm_span]
fn chat_stream_vec(
    request: Value,
    #[span(skip)] pieces: Vec<Vec<u8>>,
) -> impl Stream<Item = Vec<u8>> + use<> {
    let _ = request;
    stream::iter(pieces)
}

#[llm_span]
fn chat_loose(model: Value, messages: Value, #[span(skip)] response: Value) -> Value {
    let _ = (model, messages);
    response
}

#[tool_span]
fn tool(#[span(skip)] response: Value) -> Value {
    response
}

#[embedding_span]
fn embed(request: Value, #[span(skip)] response: Value) -> Value {
    let _ = request;
    response
}

#[retriever_span]
fn retrieve(query: Value, #[span(skip)] response: Value) -> Value {
    let _ = query;
    response
}

#[reranker_span]
fn rerank(request: Value, #[span(skip)] response: Value) -> Value {
    let _ = request;
    response
}
