//! What the items of a stream amount to.

use opentelemetry::Value;

use super::active::Active;
use super::write::write_value;
use crate::attributes::Rank;
use crate::config::{Images, TraceConfig, with_known_images};
use crate::derive::Answers;
use crate::providers::StreamReader;
use crate::record::{Exception, Recorded};
use crate::semconv::SpanKind;
use crate::semconv::patterns::{OUTPUT_MIME_TYPE, OUTPUT_VALUE};
use crate::value::{ApiError, Chunk};

/// The event that Phoenix and the reference instrumentations know.
const FIRST_TOKEN: &str = "First Token Stream Event";
/// Seconds between the start of the span and the first item; the name is that of the GenAI conventions.
const TIME_TO_FIRST_CHUNK: &str = "gen_ai.response.time_to_first_chunk";

/// Collects items: those that say themselves what they add, and all others.
pub(crate) struct StreamItems {
    count: usize,
    reader: Option<StreamReader>,
    /// Of items that say themselves what they add.
    answers: Option<Answers>,
    /// Whose tokens stand in the items.
    images: Images,
}

impl StreamItems {
    pub(crate) fn new() -> Self {
        Self { count: 0, reader: None, answers: None, images: Images::default() }
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
    pub(crate) fn add(&mut self, chunk: Chunk, config: &TraceConfig) {
        self.answers.get_or_insert_with(|| Answers::of_texts(config.recording_limit())).add(chunk);
    }

    /// Gives the error that an API has put into the midst of its stream.
    pub(crate) fn push(&mut self, recorded: Recorded, active: &Active) -> Option<Exception> {
        if active.config().uploads() {
            self.images.remember();
        }
        let config = active.config();
        let reader = self.reader.get_or_insert_with(|| {
            StreamReader::new(active.kind(), config.value_length_limit(), config.recording_limit())
        });
        reader.push(active.request_format(), recorded).map(ApiError::into_exception)
    }

    /// Writes what came together. Gives the error that only the end has shown.
    pub(crate) fn finish(&mut self, active: &Active) -> Option<Exception> {
        let images = std::mem::take(&mut self.images);
        with_known_images(images, active.config(), || self.write(active))
    }

    fn write(&mut self, active: &Active) -> Option<Exception> {
        if let Some(answers) = self.answers.take() {
            active.write(Rank::Detected, |out| {
                if let Some(recorded) = answers.write_with_output(out) {
                    write_value(out, OUTPUT_VALUE, OUTPUT_MIME_TYPE, recorded, active.config());
                }
            });
            return None;
        }
        let mut reader = self.reader.take()?;
        let mut error = None;
        active.write(Rank::Detected, |out| {
            let (output, found) = reader.finish(active.request(), out);
            if let Some(output) = output {
                write_value(out, OUTPUT_VALUE, OUTPUT_MIME_TYPE, output, active.config());
            }
            error = found.map(ApiError::into_exception);
        });
        error
    }
}
