//! What the items of a stream amount to.

use opentelemetry::Value;

use super::active::Active;
use super::rank::Rank;
use super::start::write_value;
use crate::config::{Images, with_known_images};
use crate::derive::Answers;
use crate::json::Json;
use crate::providers::{self, PayloadFormat, StreamMerger};
use crate::record::{Exception, Recorded};
use crate::semconv::SpanKind;
use crate::semconv::attributes::{OUTPUT_MIME_TYPE, OUTPUT_VALUE};
use crate::value::{ApiError, Chunk};

/// The event that Phoenix and the reference instrumentations know.
const FIRST_TOKEN: &str = "First Token Stream Event";
/// Seconds between the start of the span and the first item; the name is that of the GenAI conventions.
const TIME_TO_FIRST_CHUNK: &str = "gen_ai.response.time_to_first_chunk";

/// Collects items up to the length limit of one value; chunks that a shape knows are merged instead.
pub(crate) struct Items {
    count: usize,
    kept: Vec<Recorded>,
    bytes: usize,
    merge: Option<Box<dyn StreamMerger>>,
    /// Of items that say themselves what they add.
    answers: Option<Answers>,
    /// Whose tokens stand in the items.
    images: Images,
}

impl Items {
    pub(crate) fn new() -> Self {
        Self { count: 0, kept: Vec::new(), bytes: 0, merge: None, answers: None, images: Images::default() }
    }

    /// Notes that an item passed, whatever it holds.
    pub(crate) fn passed(&mut self, active: &Active) {
        self.count += 1;
        if self.count == 1 && active.kind() == SpanKind::Llm {
            active.event(FIRST_TOKEN, Vec::new());
            let seconds = active.elapsed().as_secs_f64();
            active.write(Rank::Detected, |out| out.push(TIME_TO_FIRST_CHUNK, Value::F64(seconds)));
        }
    }

    /// An item that says itself what it adds to the answer.
    pub(crate) fn add(&mut self, chunk: Chunk) {
        self.answers.get_or_insert_default().add(chunk);
    }

    /// Gives the error that an API has put into the midst of its stream.
    pub(crate) fn push(&mut self, recorded: Recorded, active: &Active) -> Option<Exception> {
        if active.config().uploads() {
            self.images.remember();
        }
        let mut error = None;
        if let Some(json) = providers::payload(active.kind(), &recorded) {
            error = ApiError::read(json.view()).map(ApiError::into_exception);
            if self.merge.is_none() {
                self.merge = providers::chunk_format(active.kind(), active.request_format(), json.view())
                    .map(PayloadFormat::merge);
            }
            if let Some(merge) = &mut self.merge {
                merge.chunk(json.view());
                return error;
            }
        }
        let size = recorded.size();
        if self.bytes + size <= active.config().value_length_limit() {
            self.kept.push(recorded);
        }
        self.bytes = self.bytes.saturating_add(size);
        error
    }

    /// Writes what came together.
    pub(crate) fn finish(&mut self, active: &Active) {
        let images = std::mem::take(&mut self.images);
        with_known_images(images, active.config(), || self.write(active));
    }

    fn write(&mut self, active: &Active) {
        if let Some(mut merge) = self.merge.take() {
            active.write(Rank::Detected, |out| merge.finish(out));
            return;
        }
        if let Some(answers) = self.answers.take() {
            active.write(Rank::Detected, |out| {
                if let Some(recorded) = answers.write_with_output(out) {
                    write_value(out, OUTPUT_VALUE, OUTPUT_MIME_TYPE, recorded, active.config());
                }
            });
            return;
        }
        let left_out = self.bytes > active.config().value_length_limit();
        let Some(recorded) = together(std::mem::take(&mut self.kept), left_out) else { return };
        active.write(Rank::Detected, |out| {
            write_value(out, OUTPUT_VALUE, OUTPUT_MIME_TYPE, recorded, active.config());
        });
    }
}

/// Texts are one text; everything else is a list.
fn together(items: Vec<Recorded>, left_out: bool) -> Option<Recorded> {
    const MORE: &str = "…[cut: more items followed]";
    if items.is_empty() && !left_out {
        return None;
    }
    if items.iter().all(|item| matches!(item, Recorded::Text(_))) {
        let mut text = String::new();
        for item in items {
            if let Recorded::Text(piece) = item {
                text.push_str(&piece);
            }
        }
        if left_out {
            text.push_str(MORE);
        }
        return Some(Recorded::Text(text));
    }
    let mut items: Vec<Json> = items.into_iter().map(Recorded::into_json).collect();
    if left_out {
        items.push(Json::String(MORE.to_owned()));
    }
    Some(Recorded::Json(Json::Array(items)))
}
