//! Recognition of provider payloads.

use crate::attributes::Attributes;
use crate::record::{Json, Recorded};
use crate::semconv::SpanKind;

pub(crate) trait Shape: Sync + std::fmt::Debug {
    fn request(&self, request: &Json, out: &mut Attributes<'_>);
    fn response(&self, response: &Json, out: &mut Attributes<'_>);
    fn merge(&self) -> Box<dyn Merge>;
}

pub(crate) trait Merge: Send + Sync {
    fn chunk(&mut self, chunk: &Json);
    fn finish(&mut self, out: &mut Attributes<'_>);
}

pub(crate) fn reads_requests(kind: SpanKind) -> bool {
    matches!(kind, SpanKind::Llm | SpanKind::Embedding)
}

pub(crate) fn payload(_kind: SpanKind, _recorded: &Recorded) -> Option<Json> {
    None
}

pub(crate) fn request_shape(_kind: SpanKind, _json: &Json) -> Option<&'static dyn Shape> {
    None
}

pub(crate) fn response_shape(
    _kind: SpanKind,
    _hint: Option<&'static dyn Shape>,
    _json: &Json,
) -> Option<&'static dyn Shape> {
    None
}

pub(crate) fn chunk_shape(
    _kind: SpanKind,
    _hint: Option<&'static dyn Shape>,
    _json: &Json,
) -> Option<&'static dyn Shape> {
    None
}
