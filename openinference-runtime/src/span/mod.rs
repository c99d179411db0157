//! Spans: what starts them, what is collected while they are open, what ends them.

mod active;
mod buffered;
mod call_scope;
pub(crate) mod callsite;
#[cfg(feature = "sdk")]
pub(crate) mod client_calls;
mod clock;
pub(crate) mod collect_span_ids;
mod composed_input;
mod current;
mod decision;
#[cfg(feature = "sdk")]
pub(crate) mod enclosing_span;
#[cfg(not(feature = "sdk"))]
#[path = "no_enclosing_span.rs"]
pub(crate) mod enclosing_span;
mod end;
mod finalize;
mod future;
mod handle;
pub(crate) mod ids;
mod items;
mod manual;
mod outcome;
mod panic;
#[cfg(feature = "sdk")]
mod panic_hook;
mod parent;
mod request;
mod returned;
mod slot;
mod start;
mod stream;
mod streaming;
mod sync;
mod typed;

pub use current::{SpanHandle, current};
pub use end::SpanEnd;
pub use future::{Instrument, begin, future, instrument, instrument_context};
pub use handle::{Span, finish};
pub use manual::{OpenSpan, SpanBuilder, SpanGuard, span};
pub use outcome::Outcome;
#[cfg(feature = "sdk")]
pub(crate) use panic_hook::remember_places;
#[doc(hidden)]
pub use parent::way;
pub use parent::{IntoLinks, IntoParent};
pub use returned::{Returned, expect_stream};
pub use start::Start;
pub use stream::{TracedIterator, TracedStream, iterator, stream};
pub use sync::{Entered, Tracked, enter, run, track};

pub(crate) mod levels {
    pub use super::returned::{AtOnceLevel, LaterLevel, LaterOrNamedLevel, LaterOrShownLevel};
}
