//! Streams become a response of the same API, which is then read like any other.

use super::fragments::Budget;
use crate::attributes::Attributes;
use crate::json::{Json, JsonRef};
use crate::providers::{PayloadFormat, StreamMerger};
use crate::semconv::MimeType;
use crate::semconv::patterns::{OUTPUT_MIME_TYPE, OUTPUT_VALUE};

/// Makes a response out of chunks.
pub(in crate::providers) trait ResponseBuilder: Send + Sync {
    /// How much more is kept.
    fn budget(&mut self) -> &mut Budget;

    /// Adds what a chunk says.
    fn add(&mut self, chunk: JsonRef<'_>);

    /// The response so far.
    fn response(&mut self) -> Json;
}

/// The [`StreamMerger`] of a shape whose chunks can be assembled.
pub(in crate::providers) struct Assembled<A> {
    shape: &'static dyn PayloadFormat,
    chunks: A,
}

impl<A: ResponseBuilder> Assembled<A> {
    pub(in crate::providers) fn new(shape: &'static dyn PayloadFormat, chunks: A) -> Self {
        Self { shape, chunks }
    }
}

impl<A: ResponseBuilder> StreamMerger for Assembled<A> {
    fn keep_at_most(&mut self, longest: usize) {
        *self.chunks.budget() = Budget::of_texts(longest);
    }

    fn chunk(&mut self, chunk: JsonRef<'_>) {
        self.chunks.add(chunk);
    }

    fn finish(&mut self, out: &mut Attributes<'_>) {
        let response = self.chunks.response();
        self.shape.response(response.view(), out);
        out.push_json(OUTPUT_VALUE, &response);
        out.push(OUTPUT_MIME_TYPE, MimeType::Json.as_str());
    }
}
