//! Spans: what starts them, what is collected while they are open, what ends them.

mod active;
mod buffered;
mod buffered_span;
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
mod llm_system;
mod manual;
mod nesting;
mod outcome;
mod panic;
#[cfg(feature = "sdk")]
mod panic_hook;
mod parent;
mod recorded_arguments;
mod request;
mod returned;
mod sink;
mod slot;
mod start;
mod stream;
mod streaming;
mod sync;
mod typed;
mod write;

pub use self::current::{SpanHandle, current};
pub use self::end::SpanEnd;
pub use self::manual::{OpenSpan, SpanBuilder, SpanGuard, span};
#[cfg(feature = "sdk")]
pub(crate) use self::panic_hook::remember_places;
// Messages of the compiler name it.
#[doc(hidden)]
pub use self::parent::way;
pub use self::parent::{IntoLinks, IntoParent};

/// What generated code names, through the module that is for it alone.
pub(crate) mod generated {
    pub use super::callsite::Callsite;
    pub use super::future::{begin, future, instrument, instrument_context, instrumented};
    pub use super::handle::{Span, finish};
    pub use super::outcome::Outcome;
    pub use super::returned::{Returned, expect_stream};
    pub use super::start::Start;
    pub use super::stream::{iterator, stream};
    pub use super::sync::{call, enter, run, track};

    pub(crate) mod levels {
        pub use crate::span::returned::{AtOnceLevel, LaterLevel, LaterOrNamedLevel, LaterOrShownLevel};
    }
}
