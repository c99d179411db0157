//! Streams of chunks that become one response.

use crate::attributes::Attributes;
use crate::json::JsonRef;

/// The items of one stream, put together as they pass. What it holds is bounded, however long the stream is.
pub(crate) trait StreamMerger: Send + Sync {
    /// Keeps at most so many bytes of each text; what comes after them is counted.
    fn keep_at_most(&mut self, longest: usize);

    /// The next item.
    fn chunk(&mut self, chunk: JsonRef<'_>);

    /// Writes what has come together so far: what the response would have said, and the output.
    fn finish(&mut self, out: &mut Attributes<'_>);
}
