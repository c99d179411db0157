//! Streams: their items become a response of the same API, which is then read like any other.

use super::payload_format::PayloadFormat;
use super::raw::Events;
use super::stream_merger::StreamMerger;
use crate::attributes::Attributes;
use crate::config::limit;
use crate::json::Json;
use crate::json::JsonRef;
use crate::semconv::MimeType;
use crate::semconv::attributes::{OUTPUT_MIME_TYPE, OUTPUT_VALUE};

/// Makes a response out of chunks.
pub(super) trait ResponseBuilder: Send + Sync {
    /// Adds what a chunk says.
    fn add(&mut self, chunk: JsonRef<'_>);

    /// The response so far.
    fn response(&mut self) -> Json;
}

/// The [`StreamMerger`] of a format whose chunks can be assembled.
pub(super) struct Assembled<A> {
    format: &'static dyn PayloadFormat,
    chunks: A,
    /// Of a stream whose items are pieces of text.
    events: Events,
    /// Items are never text: one that is says nothing.
    typed: bool,
}

impl<A: ResponseBuilder> Assembled<A> {
    pub(super) fn new(format: &'static dyn PayloadFormat, chunks: A) -> Self {
        Self { format, chunks, events: Events::default(), typed: false }
    }

    /// Of types that are never sent as text: a text among their items is a variant without content.
    pub(super) fn typed(format: &'static dyn PayloadFormat, chunks: A) -> Self {
        Self { typed: true, ..Self::new(format, chunks) }
    }
}

impl<A: ResponseBuilder> StreamMerger for Assembled<A> {
    fn chunk(&mut self, chunk: JsonRef<'_>) {
        let Self { chunks, events, typed, .. } = self;
        if *typed {
            chunks.add(chunk);
            return;
        }
        events.feed(chunk, |event| chunks.add(event));
    }

    fn finish(&mut self, out: &mut Attributes<'_>) {
        let Self { chunks, events, .. } = self;
        events.end(|event| chunks.add(event));
        let response = chunks.response();
        self.format.response(response.view(), out);
        out.push_json(OUTPUT_VALUE, &response);
        out.push(OUTPUT_MIME_TYPE, MimeType::Json.as_str());
    }
}

/// A text that arrives in fragments. Bounded: what comes after a megabyte is only counted.
#[derive(Debug, Default)]
pub(crate) struct Fragments {
    kept: String,
    length: usize,
}

impl Fragments {
    const MOST: usize = 1 << 20;

    pub(crate) fn push(&mut self, fragment: &str) {
        let room = Self::MOST.saturating_sub(self.kept.len());
        // Once something is left out, nothing is added behind the gap.
        if self.length == self.kept.len() {
            self.kept.push_str(&fragment[..limit::floor(fragment, room)]);
        }
        self.length += fragment.len();
    }

    /// Adds a field of a chunk, if it is a text.
    pub(super) fn push_field(&mut self, chunk: JsonRef<'_>, name: &str) {
        if let Some(fragment) = chunk.get(name).and_then(JsonRef::as_str) {
            self.push(fragment);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.length == 0
    }

    pub(crate) fn take(&mut self) -> String {
        let kept = std::mem::take(&mut self.kept);
        let length = std::mem::take(&mut self.length);
        if length == kept.len() { kept } else { limit::mark(&kept, kept.len(), Some(length)) }
    }

    /// The text, or `null` when nothing has come.
    pub(super) fn take_json(&mut self) -> Json {
        if self.is_empty() { Json::Null } else { Json::String(self.take()) }
    }
}

/// What arrives in pieces under an index: choices, tool calls, blocks. Bounded: pieces of an index that is too high are
/// dropped.
#[derive(Debug)]
pub(crate) struct Indexed<T>(Vec<Option<T>>);

impl<T> Default for Indexed<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Default> Indexed<T> {
    const MOST: usize = 1024;

    pub(crate) fn at(&mut self, index: usize) -> Option<&mut T> {
        if index >= Self::MOST {
            return None;
        }
        if index >= self.0.len() {
            self.0.resize_with(index + 1, || None);
        }
        self.0.get_mut(index).map(|slot| slot.get_or_insert_with(T::default))
    }

    /// One above the highest index.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// What has come, in order.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (usize, &mut T)> {
        self.0.iter_mut().enumerate().filter_map(|(index, slot)| Some((index, slot.as_mut()?)))
    }
}

/// An object under construction that leaves out what is not known.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<(String, Json)>);

impl Fields {
    pub(super) fn put(&mut self, name: &str, value: impl Into<Json>) {
        let value = value.into();
        if !value.is_null() {
            self.0.push((name.to_owned(), value));
        }
    }

    pub(super) fn json(self) -> Json {
        Json::Object(self.0)
    }

    /// `null` when there is no field.
    pub(super) fn json_if_any(self) -> Json {
        if self.0.is_empty() { Json::Null } else { Json::Object(self.0) }
    }
}

/// Keeps a field of a chunk, over what an earlier one said.
pub(super) fn keep(kept: &mut Json, chunk: JsonRef<'_>, name: &str) {
    if let Some(value) = chunk.get(name).filter(|value| !value.is_null()) {
        *kept = value.to_json();
    }
}
