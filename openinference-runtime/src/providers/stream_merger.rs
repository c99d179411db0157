//! The items of one stream, put together as they pass.

use crate::attributes::Attributes;
use crate::json::JsonRef;

/// What collects the items of one stream. What it holds is bounded, however long the stream is.
pub(crate) trait StreamMerger: Send + Sync {
    /// The next item.
    fn chunk(&mut self, chunk: JsonRef<'_>);

    /// Writes what has come together so far: what the response would have said, and the output.
    fn finish(&mut self, out: &mut Attributes<'_>);
}

/// Of an API that has no streams.
#[derive(Debug)]
pub(super) struct Nothing;

impl StreamMerger for Nothing {
    fn chunk(&mut self, _: JsonRef<'_>) {}

    fn finish(&mut self, _: &mut Attributes<'_>) {}
}
