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
pub use self::end::SpanEnd;
pub use self::handle::{SpanHandle, current};
// Messages of the compiler name it.
#[doc(hidden)]
pub use self::parent::way;
pub use self::parent::{IntoLinks, IntoParent};

/// What generated code names, through the module that is for it alone.
pub(crate) mod generated {
    pub use super::callsite::Callsite;
    pub use super::checked::{Outcome, Span, Start, begin, enter, finish, future, iterator, run, stream};
    pub use super::returned::{Returned, expect_stream};

    pub(crate) mod levels {
        pub use crate::span::returned::{AtOnceLevel, LaterLevel, LaterOrNamedLevel, LaterOrShownLevel};
    }
}
