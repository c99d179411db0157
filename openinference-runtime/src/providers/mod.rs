//! Recognition of provider payloads: requests, responses and chunks of streams, by their shape alone, so that any client
//! that serialises what it sends and receives is understood, in any of its versions.
//!
//! One file per API; each is a [`PayloadFormat`] in the [`REGISTRY`]. A payload that fits no format, or more than one, is left alone:
//! plain input and output are better than wrong messages.

mod anthropic;
mod bedrock;
mod cohere;
mod compose;
mod documents;
mod gemini;
mod genai;
pub(crate) mod merge;
mod ollama;
mod openai;
mod raw;
mod read;
mod rig;
mod system;
#[cfg(test)]
mod testing;
pub(crate) mod values;

#[cfg(feature = "sdk")]
pub(crate) use self::{compose::compose_message, system::of_model as system_of_model};

use std::borrow::Cow;
use std::fmt::Debug;

use crate::attributes::Attributes;
use crate::config::TraceConfig;
use crate::json::Json;
use crate::json::JsonRef;
use crate::record::Recorded;
use crate::semconv::SpanKind;

/// The API of a provider as it appears in payloads.
pub(crate) trait PayloadFormat: Debug + Sync {
    /// The kind of span that payloads of this API belong to.
    fn kind(&self) -> SpanKind;

    /// Whether many APIs look like this one at first sight: then it stands back where a more particular one fits.
    fn is_ambiguous(&self) -> bool {
        false
    }

    /// Whether `payload` is a request to this API and to no other.
    fn is_request(&self, payload: JsonRef<'_>) -> bool;

    /// Writes what a request says.
    fn request(&self, request: JsonRef<'_>, out: &mut Attributes<'_>);

    /// Whether `payload` is a response of this API and of no other.
    fn is_response(&self, payload: JsonRef<'_>) -> bool;

    /// Writes what a response says.
    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>);

    /// What of a request its response refers to instead of saying it again.
    fn request_context(&self, request: JsonRef<'_>) -> Option<Json> {
        let _ = request;
        None
    }

    /// As [`response`](Self::response), where `request_context` is known of the request.
    fn response_to(&self, request_context: JsonRef<'_>, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        let _ = request_context;
        self.response(response, out);
    }

    /// Whether `payload` is an item of a stream of this API and of no other.
    fn is_chunk(&self, payload: JsonRef<'_>) -> bool {
        let _ = payload;
        false
    }

    /// Collects the items of one stream.
    fn merge(&self) -> Box<dyn StreamMerger> {
        Box::new(merge::Nothing)
    }
}

/// A request, as far as it is needed until the response comes.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) format: &'static dyn PayloadFormat,
    request_context: Option<Json>,
}

impl Request {
    pub(crate) fn new(format: &'static dyn PayloadFormat, request: JsonRef<'_>) -> Self {
        Self { format, request_context: format.request_context(request) }
    }
}

/// Writes what a response says of this format, which answers `request`, where that is known.
pub(crate) fn write_response(
    format: &'static dyn PayloadFormat,
    request: Option<&Request>,
    response: JsonRef<'_>,
    out: &mut Attributes<'_>,
) {
    match request.and_then(|request| request.request_context.as_ref()) {
        Some(request_context) => format.response_to(request_context.view(), response, out),
        None => format.response(response, out),
    }
}

/// The items of one stream, put together as they pass. What it holds is bounded, however long the stream is.
pub(crate) trait StreamMerger: Send + Sync {
    /// The next item.
    fn chunk(&mut self, chunk: JsonRef<'_>);

    /// Writes what has come together so far: what the response would have said, and the output.
    fn finish(&mut self, out: &mut Attributes<'_>);
}

/// Every format that is known.
pub(crate) const REGISTRY: &[&dyn PayloadFormat] = &[
    &openai::OpenAiChat,
    &openai::OpenAiCompletions,
    &openai::OpenAiEmbeddings,
    &openai::OpenAiResponses,
    &anthropic::AnthropicMessages,
    &bedrock::BedrockConverse,
    &cohere::CohereChat,
    &cohere::CohereEmbed,
    &cohere::CohereRerank,
    &documents::Documents::Retrieved,
    &documents::Documents::Reranked,
    &gemini::GeminiGenerate,
    &genai::GenaiChat,
    &ollama::OllamaChat,
    &ollama::OllamaGenerate,
    &raw::RawEvents,
    &rig::RigCompletion,
];

/// Whether payloads may be found in arguments and results of this kind of span.
pub(crate) fn reads_requests(kind: SpanKind) -> bool {
    REGISTRY.iter().any(|format| format.kind() == kind)
}

/// How many bytes of content are read from one argument or result. Of payloads more than of other values: they become many
/// attributes, each with a limit of its own.
pub(crate) fn budget(kind: SpanKind, config: &TraceConfig) -> usize {
    let limits = if reads_requests(kind) { 64 } else { 4 };
    config.value_length_limit().saturating_mul(limits)
}

/// An object that is written down, or the text itself.
fn parsed(text: String) -> Json {
    let is_object = text.trim_start().starts_with('{');
    is_object.then(|| Json::parse(&text)).flatten().unwrap_or(Json::String(text))
}

/// What may be a payload: a JSON value, or text or bytes that hold one. Text that is no JSON is left to those who know streams
/// of events.
pub(crate) fn payload(kind: SpanKind, recorded: &Recorded) -> Option<Cow<'_, Json>> {
    if !reads_requests(kind) {
        return None;
    }
    match recorded {
        Recorded::Json(json) => match raw::text_of_list(json.view()) {
            Some(text) if kind == SpanKind::Llm => Some(Cow::Owned(parsed(text))),
            _ => Some(Cow::Borrowed(json)),
        },
        Recorded::Text(text) => {
            let text = raw::text_of_literal(text).unwrap_or_else(|| text.clone());
            Some(Cow::Owned(parsed(text)))
        }
    }
}

/// The API that `payload` is a request to.
pub(crate) fn request_format(kind: SpanKind, payload: JsonRef<'_>) -> Option<&'static dyn PayloadFormat> {
    only(kind, |format| format.is_request(payload))
}

/// The API that `payload` is a response of. `request` is the API of the request, where that is known.
pub(crate) fn response_format(
    kind: SpanKind,
    request: Option<&'static dyn PayloadFormat>,
    payload: JsonRef<'_>,
) -> Option<&'static dyn PayloadFormat> {
    request
        .filter(|format| format.is_response(payload))
        .or_else(|| only(kind, |format| format.is_response(payload)))
}

/// The API that `payload` is an item of a stream of. `request` is the API of the request, where that is known.
pub(crate) fn chunk_format(
    kind: SpanKind,
    request: Option<&'static dyn PayloadFormat>,
    payload: JsonRef<'_>,
) -> Option<&'static dyn PayloadFormat> {
    request
        .filter(|format| format.is_chunk(payload))
        .or_else(|| only(kind, |format| format.is_chunk(payload)))
}

/// The format that fits, if there is exactly one: first among the particular ones, then among the common ones.
fn only(kind: SpanKind, fits: impl Fn(&dyn PayloadFormat) -> bool) -> Option<&'static dyn PayloadFormat> {
    [false, true]
        .into_iter()
        .find_map(|common| {
            let fit = |format: &&dyn PayloadFormat| {
                format.kind() == kind && format.is_ambiguous() == common && fits(*format)
            };
            let mut fitting = REGISTRY.iter().copied().filter(fit);
            Some((fitting.next()?, fitting.next()))
        })
        .and_then(|(first, second)| second.is_none().then_some(first))
}

#[cfg(test)]
mod tests;
