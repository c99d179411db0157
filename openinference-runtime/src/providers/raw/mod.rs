//! Bodies that nobody has parsed: server-sent events and JSON lines, whole or in pieces as they come from the network.

mod bytes;
mod events;

pub(super) use self::bytes::{text_of_list, text_of_literal};
pub(super) use self::events::Events;

use super::merge::Fragments;
use super::{PayloadFormat, StreamMerger, chunk_format};
use crate::attributes::Attributes;
use crate::json::JsonRef;
use crate::semconv::attributes::{OUTPUT_MIME_TYPE, OUTPUT_VALUE};
use crate::semconv::{MimeType, SpanKind};

/// A stream of events of any API, as text.
#[derive(Debug)]
pub(super) struct RawEvents;

impl PayloadFormat for RawEvents {
    fn kind(&self) -> SpanKind {
        SpanKind::Llm
    }

    fn is_request(&self, _: JsonRef<'_>) -> bool {
        false
    }

    fn request(&self, _: JsonRef<'_>, _: &mut Attributes<'_>) {}

    /// A whole stream that was collected into one text, with something in it that an API is known by.
    fn is_response(&self, payload: JsonRef<'_>) -> bool {
        payload.as_str().is_some_and(|text| {
            looks_like_events(text)
                && Events::of(text)
                    .iter()
                    .any(|event| chunk_format(self.kind(), None, event.view()).is_some())
        })
    }

    fn response(&self, response: JsonRef<'_>, out: &mut Attributes<'_>) {
        let mut merge = RawMerge::default();
        merge.chunk(response);
        merge.finish(out);
    }

    fn is_chunk(&self, payload: JsonRef<'_>) -> bool {
        payload.as_str().is_some_and(looks_like_events)
    }

    fn merge(&self) -> Box<dyn StreamMerger> {
        Box::new(RawMerge::default())
    }
}

/// Whether a text begins as a stream of events does, or as one of JSON lines.
fn looks_like_events(text: &str) -> bool {
    let text = text.trim_start();
    ["data:", "event:", "id:", "{\"", ":"].iter().any(|start| text.starts_with(start))
}

/// Takes the text apart and leaves the rest to the API that the events are of.
#[derive(Default)]
struct RawMerge {
    events: Events,
    merge: Option<Box<dyn StreamMerger>>,
    /// As long as no API is known: it may be an answer that only begins like events.
    text: Fragments,
}

impl StreamMerger for RawMerge {
    fn chunk(&mut self, chunk: JsonRef<'_>) {
        let Self { events, merge, text } = self;
        events.feed(chunk, |event| add(merge, event));
        if merge.is_none() {
            match chunk.as_str() {
                Some(piece) => text.push(piece),
                None => text.push(&chunk.write(usize::MAX)),
            }
        }
    }

    fn finish(&mut self, out: &mut Attributes<'_>) {
        let Self { events, merge, text } = self;
        events.end(|event| add(merge, event));
        if let Some(merge) = merge {
            merge.finish(out);
        } else if !text.is_empty() {
            out.push(OUTPUT_VALUE, text.take());
            out.push(OUTPUT_MIME_TYPE, MimeType::Text.as_str());
        }
    }
}

fn add(merge: &mut Option<Box<dyn StreamMerger>>, event: JsonRef<'_>) {
    if merge.is_none() {
        *merge = chunk_format(SpanKind::Llm, None, event).map(PayloadFormat::merge);
    }
    if let Some(merge) = merge {
        merge.chunk(event);
    }
}

#[cfg(test)]
mod tests;
