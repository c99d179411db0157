//! Calls of the providers' own SDKs, as `tests/data/providers/generate.py` recorded them, and the same calls from here.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use aws_smithy_eventstream::frame::{DecodedFrame, MessageFrameDecoder};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::{Stream, StreamExt as _, TryStreamExt as _, stream};
use openinference_runtime::testing::{Trace, capture};
use openinference_runtime::{embedding_span, llm_span, reranker_span};
use prost::bytes::{Bytes, BytesMut};
use reqwest::{Client, Response};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::payloads::{Mode, Report};
use crate::reference::{Attributes, Difference};

/// The providers, as their files are named.
pub const PROVIDERS: &[&str] =
    &["anthropic", "bedrock", "cohere", "google_genai", "mistral", "ollama", "openai"];

/// One call, as the provider's SDK makes it.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows.
    pub name: String,
    /// Where the SDK sent it, behind the provider and the case.
    pub path: String,
    /// What it sent.
    pub request: Value,
    /// What it was answered, and what that is.
    pub content_type: String,
    /// The status of the answer.
    pub status: u16,
    /// The answer's body.
    pub body: Body,
    /// The attributes of the span of the reference's instrumentation, if it makes one.
    pub attributes: Option<Attributes>,
}

/// The body of an answer: one document, the lines of a stream, or bytes as base64.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "said above")]
pub enum Body {
    Json(Value),
    Lines(Vec<String>),
    Base64(String),
}

/// The recorded cases of all providers.
pub type Cases = BTreeMap<String, Vec<Case>>;

/// Where the cases are.
#[must_use]
pub fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/providers")
}

/// The cases that are written down.
///
/// # Errors
/// When a file is missing or broken.
pub fn recorded() -> Result<Cases> {
    let read = |provider: &&str| {
        let path = directory().join(format!("{provider}.json"));
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        Ok(((*provider).to_owned(), serde_json::from_str(&text).with_context(|| path.display().to_string())?))
    };
    PROVIDERS.iter().map(read).collect()
}

/// Where the reference has something else, and why.
///
/// # Errors
/// When the file is missing or broken.
pub fn differences() -> Result<Vec<Difference>> {
    Ok(serde_json::from_slice(&std::fs::read(directory().join("differences.json"))?)?)
}

impl Case {
    /// The name as it stands in a path.
    #[must_use]
    pub fn slug(&self) -> String {
        self.name.replace(' ', "-")
    }

    /// What a program here has: where the API has the model in the path, its types have it in a field.
    #[must_use]
    pub fn typed_request(&self) -> Value {
        let (start, field) = match &*self.path {
            path if path.contains("/converse") => ("/model/", "modelId"),
            path if path.contains("/invoke") => ("/model/", "model"),
            path if path.contains(":generateContent") || path.contains(":streamGenerateContent") => {
                ("/models/", "model")
            }
            _ => return self.request.clone(),
        };
        let model = self.path.split_once(start).map_or("", |(_, model)| model);
        let model = model.split(['/', ':', '?']).next().unwrap_or_default();
        let mut request = self.request.as_object().cloned().unwrap_or_default();
        request.insert(field.to_owned(), model.replace("%3A", ":").into());
        request.into()
    }
}

impl Case {
    /// The call as it is made from here, with what answers it as JSON.
    ///
    /// # Errors
    /// When the body is broken.
    pub fn report(&self) -> Result<Report> {
        let mode = match &*self.path {
            path if path.contains("embed") => Mode::Embedding,
            path if path.contains("rerank") => Mode::Reranker,
            _ => Mode::Value,
        };
        let event = |line: &String| {
            let data = line.strip_prefix("data:").unwrap_or(line).trim();
            serde_json::from_str(data).ok()
        };
        let (mode, response, items) = match &self.body {
            Body::Json(response) => (mode, Some(response.clone()), Vec::new()),
            Body::Lines(lines) => (Mode::Stream, None, lines.iter().filter_map(event).collect()),
            Body::Base64(frames) => {
                let frames = STANDARD.decode(frames)?;
                (Mode::Stream, None, decoded(BytesMut::from(&*frames))?)
            }
        };
        let request = Some(self.typed_request());
        Ok(Report { name: self.name.clone(), request, response, items, ..Report::of(mode) })
    }
}

/// Sends what the SDK sent to the server at `url`; the trace of the call.
///
/// # Errors
/// When there is no answer, or none that can be read.
pub async fn call(url: &str, provider: &str, case: &Case) -> Result<Trace> {
    let (called, trace) = capture(send(url, provider, case)).await;
    called?;
    ensure!(trace.roots.len() == 1, "{} spans", trace.roots.len());
    Ok(trace)
}

/// As [`call`], with a span that goes where the program's spans go.
///
/// # Errors
/// When there is no answer, or none that can be read.
pub async fn send(url: &str, provider: &str, case: &Case) -> Result<()> {
    let post =
        Post { url: format!("{url}/{provider}/{}{}", case.slug(), case.path), body: case.request.clone() };
    let request = case.typed_request();
    match &*case.content_type {
        "application/json" if case.path.contains("embed") => embed(&post, request).await.map(drop),
        "application/json" if case.path.contains("rerank") => rerank(&post, request).await.map(drop),
        "application/json" => chat(&post, request).await.map(drop),
        "application/vnd.amazon.eventstream" => read(chat_by_events(&post, request).await?).await,
        _ => read(chat_by_bytes(&post, request).await?).await,
    }
}

/// A call that is to be made.
struct Post {
    url: String,
    body: Value,
}

impl Post {
    async fn send(&self) -> Result<Response> {
        Ok(Client::builder().no_proxy().build()?.post(&self.url).json(&self.body).send().await?)
    }
}

#[llm_span]
async fn chat(#[span(skip)] post: &Post, request: Value) -> Result<Value> {
    let _ = request;
    Ok(post.send().await?.json().await?)
}

#[embedding_span]
async fn embed(#[span(skip)] post: &Post, request: Value) -> Result<Value> {
    let _ = request;
    Ok(post.send().await?.json().await?)
}

#[reranker_span]
async fn rerank(#[span(skip)] post: &Post, request: Value) -> Result<Value> {
    let _ = request;
    Ok(post.send().await?.json().await?)
}

/// The pieces as the network gives them.
#[llm_span]
async fn chat_by_bytes(
    #[span(skip)] post: &Post,
    request: Value,
) -> Result<impl Stream<Item = Result<Bytes>> + use<>> {
    let _ = request;
    Ok(post.send().await?.bytes_stream().map_err(Into::into))
}

/// The events as a client has decoded them.
#[llm_span]
async fn chat_by_events(
    #[span(skip)] post: &Post,
    request: Value,
) -> Result<impl Stream<Item = Result<Value>> + use<>> {
    let _ = request;
    let body = BytesMut::from(post.send().await?.bytes().await?);
    Ok(stream::iter(decoded(body)?.into_iter().map(Ok)))
}

/// The events in the frames of Amazon's streams.
fn decoded(mut body: BytesMut) -> Result<Vec<Value>> {
    let mut decoder = MessageFrameDecoder::new();
    let mut events = Vec::new();
    while let DecodedFrame::Complete(message) = decoder.decode_frame(&mut body)? {
        let named = message.headers().iter().find(|header| header.name().as_str() == ":event-type");
        let name = named.and_then(|header| header.value().as_string().ok()).context("a name")?;
        let event: Value = serde_json::from_slice(message.payload())?;
        events.push(Map::from_iter([(name.as_str().to_owned(), event)]).into());
    }
    Ok(events)
}

async fn read<T>(items: impl Stream<Item = Result<T>>) -> Result<()> {
    let items: Vec<_> = items.collect().await;
    items.into_iter().try_for_each(|item| item.map(drop))
}
