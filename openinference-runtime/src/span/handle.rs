//! The span of a call, handed from the place that starts it to the one that knows how it finished.

use super::active::Active;
use super::call_scope::CallScope;
use super::nesting;
use super::outcome::Outcome;
use crate::attributes::AttributeBuffer;
use crate::record::Exception;

/// A span in progress, or none when nobody wants one: then the Context, if it is another than that of the code around.
/// Dropped unfinished, the call was cancelled.
#[derive(Debug)]
#[must_use = "dropped unfinished, the call counts as cancelled"]
pub struct Span(pub(super) Option<CallScope>);

impl Span {
    pub(crate) const NONE: Self = Self(None);

    pub(super) fn of(scope: CallScope) -> Self {
        Self(Some(scope))
    }

    pub(super) fn is_none(&self) -> bool {
        self.0.is_none()
    }

    /// Ends the span by what `say` says of the result.
    #[inline]
    pub(crate) fn finish(self, say: impl FnOnce(&mut Outcome<'_>)) {
        if let Some(active) = self.0.and_then(CallScope::into_active) {
            let mut outcome = Outcome::of_value(&active);
            nesting::within(|| say(&mut outcome));
            let (written, error) = outcome.into_parts();
            end(active, written, error);
        }
    }
}

#[inline(never)]
fn end(active: Active, written: AttributeBuffer, error: Option<Exception>) {
    match error {
        Some(error) => active.fail(error, written),
        None => active.succeed(written),
    }
}

/// Ends the span of a call by what `say` says of its result.
#[inline]
pub fn finish(span: Span, say: impl FnOnce(&mut Outcome<'_>)) {
    span.finish(say);
}
