//! What generated code says of a result.

use std::fmt;

use super::active::Active;
use super::items::StreamItems;
use super::sink::ValueSink;
use super::write::{explicit, write_value};
use crate::attributes::{AttributeBuffer, Attributes, Rank};
use crate::config::{Hidden, with_image_scope};
use crate::key::AttributeKey;
use crate::panics::catch_panic;
use crate::providers;
use crate::record::{AttributeValue, Captured, Exception, Failure, Recorded, Side};
use crate::semconv::SpanKind;
use crate::semconv::patterns::{
    DOCUMENT_SCORE, OUTPUT_MIME_TYPE, OUTPUT_VALUE, RERANKER_OUTPUT_DOCUMENTS, RETRIEVAL_DOCUMENTS,
};
use crate::value::ApiError;

/// The result of a call, or one item of its stream, on its way into the span.
pub struct Outcome<'a> {
    active: &'a Active,
    /// Present while a stream passes: its items make one output together.
    items: Option<&'a mut StreamItems>,
    /// What the span is told when it ends.
    written: AttributeBuffer,
    error: Option<Exception>,
}

impl fmt::Debug for Outcome<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outcome").field("error", &self.error).finish_non_exhaustive()
    }
}

impl<'a> Outcome<'a> {
    pub(crate) fn of_value(active: &'a Active) -> Self {
        Self { active, items: None, written: AttributeBuffer::scratch(), error: None }
    }

    pub(crate) fn of_item(active: &'a Active, items: &'a mut StreamItems) -> Self {
        Self { active, items: Some(items), written: AttributeBuffer::default(), error: None }
    }

    /// The error, where there was one.
    pub(crate) fn into_error(self) -> Option<Exception> {
        self.error
    }

    /// What the span does not know yet, and the error, where there was one.
    pub(crate) fn into_parts(self) -> (AttributeBuffer, Option<Exception>) {
        (self.written, self.error)
    }

    /// Collects what `write` puts into the masked list, for the end of the span. While a stream passes the span is told at
    /// once, and so it is where images are in it: they are known while their value is being recorded.
    fn write(&mut self, rank: Rank, write: impl FnOnce(&mut Attributes<'_>)) {
        let config = self.active.config();
        if self.items.is_some() || config.uploads() {
            self.active.write(rank, write);
        } else if self.active.is_recording() {
            let mut out = Attributes::onto(std::mem::take(&mut self.written), config, rank);
            write(&mut out);
            self.written = out.into_buffer();
        }
    }

    /// The span's output, as its type records itself.
    pub fn output(&mut self, value: Captured<'_>) {
        if value.is_skipped() || !self.active.is_recording() {
            return;
        }
        with_image_scope(self.active.config(), || self.record_output(value));
    }

    fn record_output(&mut self, value: Captured<'_>) {
        let config = self.active.config();
        if let Some(items) = self.pieces()
            && let Some(chunk) = value.chunk(config)
        {
            items.add(chunk, config);
            return;
        }
        if self.wants_output() {
            let budget = providers::budget(self.active.kind(), self.active.config());
            if let Some(recorded) = value.record(self.active.config(), budget) {
                self.put(recorded, Rank::Detected);
            }
        } else if providers::reads_requests(self.active.kind()) {
            self.write(Rank::Detected, |out| out.hide(OUTPUT_VALUE));
        }
        if value.has_attributes() {
            let kind = self.active.kind();
            self.write(Rank::Detected, |out| value.attributes(Side::Output, kind, out));
        }
    }

    /// The span's output, as the user wants it.
    pub fn output_with(&mut self, put: impl FnOnce(&mut ValueSink<'_>)) {
        if !self.active.is_recording() {
            return;
        }
        if self.active.config().hides_key(OUTPUT_VALUE) != Hidden::Visible {
            self.write(Rank::Explicit, |out| out.hide(OUTPUT_VALUE));
            return;
        }
        with_image_scope(self.active.config(), || self.record_output_with(put));
    }

    fn record_output_with(&mut self, put: impl FnOnce(&mut ValueSink<'_>)) {
        let filled = ValueSink::fill(self.active.kind(), Side::Output, self.active.config(), put);
        let config = self.active.config();
        if let (Some(items), Some(chunk)) = (self.pieces(), filled.chunk) {
            items.add(chunk, config);
            return;
        }
        if let Some(recorded) = filled.value {
            self.put(recorded, Rank::Explicit);
        }
        // After what was recognised in the value: of one key, what the value itself says counts.
        let mut attributes = filled.attributes;
        if !attributes.is_empty() {
            self.write(Rank::Explicit, |out| out.buffer_mut().append(&mut attributes));
        }
    }

    /// An attribute that the user takes from the result.
    pub fn attribute<Type, V: AttributeValue<Type>>(&mut self, key: AttributeKey, value: impl FnOnce() -> V) {
        if self.active.is_recording() {
            self.write(Rank::Explicit, |out| explicit::<Type, V>(out, key, value));
        }
    }

    /// The result is an error.
    pub fn error(&mut self, error: Failure<'_>) {
        self.error = Some(error.exception(self.active.config()));
    }

    /// The result is an `Err`, which `judge` may know to be none; if `judge` panics, the result counts as an error.
    pub fn error_if(&mut self, error: Failure<'_>, judge: impl FnOnce() -> bool) {
        if catch_panic(judge).unwrap_or(true) {
            self.error(error);
        } else {
            self.put(Recorded::Text(error.exception(self.active.config()).status()), Rank::Detected);
        }
    }

    /// A hidden output is not read either, unless what it is read for is not hidden: model and token counts of a response, ids
    /// and scores of documents.
    fn wants_output(&self) -> bool {
        let (config, kind) = (self.active.config(), self.active.kind());
        let documents = match kind {
            SpanKind::Retriever => Some(RETRIEVAL_DOCUMENTS),
            SpanKind::Reranker => Some(RERANKER_OUTPUT_DOCUMENTS),
            _ => None,
        };
        let is_said = |list| {
            let key = AttributeKey::new(list).item(0).field(DOCUMENT_SCORE);
            config.hides_key(&key) != Hidden::Dropped
        };
        config.hides_key(OUTPUT_VALUE) == Hidden::Visible
            || (providers::reads_requests(kind) && documents.is_none_or(is_said))
    }

    /// Where items of a stream are put together to an answer.
    fn pieces(&mut self) -> Option<&mut StreamItems> {
        self.items.as_deref_mut().filter(|_| self.active.kind() == SpanKind::Llm)
    }

    fn put(&mut self, recorded: Recorded, rank: Rank) {
        let error = match &mut self.items {
            Some(items) => items.push(recorded, self.active),
            None => self.write_output(recorded, rank),
        };
        if self.error.is_none() {
            self.error = error;
        }
    }

    /// Writes a whole result: the response in it, where its format is known, and the value itself. Gives the error that
    /// an API has put into the body of its answer.
    fn write_output(&mut self, recorded: Recorded, rank: Rank) -> Option<Exception> {
        let active = self.active;
        let mut error = None;
        self.write(Rank::Detected, |out| {
            let (output, found) = providers::read_answer(active.kind(), active.request(), recorded, out);
            write_value(out.ranked(rank), OUTPUT_VALUE, OUTPUT_MIME_TYPE, output, active.config());
            error = found.map(ApiError::into_exception);
        });
        error
    }
}
