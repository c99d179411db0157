//! How many bytes a span holds in memory, so that the queue can be bounded by them.

use std::mem::size_of;

use opentelemetry::{Array, KeyValue, StringValue, Value, trace::Status};
use opentelemetry_sdk::trace::SpanData;

/// What an allocator adds to a block: its own header, and rounding up. Attributes are many small blocks.
const BLOCK: usize = 24;

/// The span itself and what it owns on the heap, with a quarter for what lies idle between the blocks: they are allocated on
/// the application's threads and freed on another, and allocators keep a heap for each. With glibc's, ten minutes of half a
/// backend had kept 35 MiB where 16 were allowed; with one heap (`MALLOC_ARENA_MAX=1`) it was 22, from the first minute on.
pub(super) fn of(span: &SpanData) -> usize {
    let events: usize =
        span.events.iter().map(|event| size_of_val(event) + event.name.len() + all(&event.attributes)).sum();
    let links: usize = span.links.iter().map(|link| size_of_val(link) + all(&link.attributes)).sum();
    let status = match &span.status {
        Status::Error { description } => description.len(),
        Status::Ok | Status::Unset => 0,
    };
    let held =
        size_of::<SpanData>() + BLOCK + span.name.len() + all(&span.attributes) + events + links + status;
    held + held / 4
}

fn all(attributes: &[KeyValue]) -> usize {
    let one = |one: &KeyValue| size_of::<KeyValue>() + BLOCK + one.key.as_str().len() + value(&one.value);
    attributes.iter().map(one).sum()
}

fn value(value: &Value) -> usize {
    match value {
        Value::String(text) => BLOCK + text.as_str().len(),
        Value::Array(Array::Bool(all)) => all.len(),
        Value::Array(Array::I64(all)) => size_of_val(all.as_slice()),
        Value::Array(Array::F64(all)) => size_of_val(all.as_slice()),
        Value::Array(Array::String(all)) => {
            all.iter().map(|text| size_of::<StringValue>() + BLOCK + text.as_str().len()).sum()
        }
        _ => 0,
    }
}
