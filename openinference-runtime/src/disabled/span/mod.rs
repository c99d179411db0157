mod builder;
#[path = "../../span/callsite.rs"]
pub(crate) mod callsite;
mod checked;
#[path = "../../span/collect_span_ids.rs"]
pub(crate) mod collect_span_ids;
#[path = "../../span/end.rs"]
mod end;
mod handle;
#[path = "../../span/ids.rs"]
pub(crate) mod ids;
#[path = "../../span/parent.rs"]
mod parent;
#[path = "../../span/returned.rs"]
mod returned;
#[path = "../../span/typed.rs"]
mod typed;

pub use self::builder::{OpenSpan, SpanBuilder, SpanGuard, span};
pub use self::checked::{
    Entered, Outcome, Sink, Span, Start, begin, enter, finish, future, iterator, run, stream,
};
pub use self::end::SpanEnd;
pub use self::handle::{SpanHandle, current};
#[doc(hidden)]
pub use self::parent::way;
pub use self::parent::{IntoLinks, IntoParent};
pub use self::returned::{Returned, expect_stream};

pub(crate) mod levels {
    pub use super::returned::{AtOnceLevel, LaterLevel, LaterOrNamedLevel, LaterOrShownLevel};
}
