//! Where an expression of the user's puts the value that is recorded instead of an argument or a result.

use crate::attributes::{AttributeBuffer, Attributes};
use crate::config::TraceConfig;
use crate::panics::catch_panic;
use crate::providers;
use crate::record::{Captured, FAILED, Recorded, Side};
use crate::semconv::SpanKind;
use crate::value::Chunk;

/// Where an expression's captured value goes.
#[derive(Debug)]
pub struct ValueSink<'a> {
    kind: SpanKind,
    side: Side,
    config: &'a TraceConfig,
    filled: Filled,
}

/// What a captured value says.
#[derive(Debug, Default)]
pub(crate) struct Filled {
    pub(crate) value: Option<Recorded>,
    /// What the value's own [`Record`](crate::record::Record) adds, masked.
    pub(crate) attributes: AttributeBuffer,
    /// Where the value is a piece of an answer.
    pub(crate) chunk: Option<Chunk>,
}

impl<'a> ValueSink<'a> {
    pub(crate) fn fill(
        kind: SpanKind,
        side: Side,
        config: &'a TraceConfig,
        put: impl FnOnce(&mut ValueSink<'_>),
    ) -> Filled {
        let mut sink = ValueSink { kind, side, config, filled: Filled::default() };
        match catch_panic(|| put(&mut sink)) {
            Some(()) => sink.filled,
            None => Filled { value: Some(Recorded::Text(FAILED.to_owned())), ..Filled::default() },
        }
    }

    /// Records the value.
    pub fn put(&mut self, value: Captured<'_>) {
        let mut attributes = Attributes::new(self.config);
        value.attributes(self.side, self.kind, &mut attributes);
        self.filled = Filled {
            value: value.record(self.config, providers::budget(self.kind, self.config)),
            attributes: attributes.into_buffer(),
            chunk: value.chunk(self.config),
        };
    }
}
