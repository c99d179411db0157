//! Whose child a span is once the spans between are left out.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, MutexGuard, PoisonError, RwLock, Weak};

use opentelemetry::trace::{SpanContext, SpanId};

use super::mark;
use crate::fork_lock::ForkLock;

/// Spans that were left out and have ended are remembered for children to come: a task that outlives the request that
/// spawned it. The oldest are forgotten.
const REMEMBERED: usize = 4096;

/// A parent as it is exported; an invalid id for the root of a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parent {
    pub(crate) id: SpanId,
    pub(crate) is_remote: bool,
}

impl Parent {
    pub(crate) const NONE: Self = Self { id: SpanId::INVALID, is_remote: false };

    /// What a new span finds above it. Of a span in another process, the one that this process said to be above.
    pub(crate) fn of(above: &SpanContext) -> Self {
        if !above.is_valid() {
            return Self::NONE;
        }
        let is_remote = above.is_remote();
        let id = if is_remote { mark::read(above) } else { above.span_id() };
        Self { id, is_remote: is_remote && id != SpanId::INVALID }
    }
}

/// The parents of the spans that are left out, and of those below them.
#[derive(Debug, Default)]
pub(crate) struct Ancestry(ForkLock<State>);

#[derive(Debug, Default)]
struct State {
    left_out: HashMap<SpanId, Parent>,
    /// Open spans that are kept, but not with the parent that they have.
    adopted: HashMap<SpanId, Parent>,
    ended: VecDeque<SpanId>,
}

/// The ancestry that outgoing requests are marked by: the latest, should there be several.
static LIVE: RwLock<Weak<Ancestry>> = RwLock::new(Weak::new());

/// What outgoing requests are marked by, where a filter lives.
pub(super) fn live() -> Option<Arc<Ancestry>> {
    LIVE.read().unwrap_or_else(PoisonError::into_inner).upgrade()
}

impl Ancestry {
    /// A new one, by which outgoing requests are marked from now on.
    pub(crate) fn live() -> Arc<Self> {
        let ancestry = Arc::new(Self::default());
        *LIVE.write().unwrap_or_else(PoisonError::into_inner) = Arc::downgrade(&ancestry);
        ancestry
    }

    fn state(&self) -> Option<MutexGuard<'_, State>> {
        self.0.lock()
    }

    /// A span begins that will be exported, and says itself that it is a child of `stated`.
    pub(crate) fn kept(&self, id: SpanId, stated: SpanId, parent: Parent) {
        let Some(mut state) = self.state() else { return };
        let above = state.resolve(parent);
        if above.id != stated {
            state.adopted.insert(id, above);
        }
    }

    /// A span begins that will not be exported.
    pub(crate) fn left_out(&self, id: SpanId, parent: Parent) {
        let Some(mut state) = self.state() else { return };
        let above = state.resolve(parent);
        state.left_out.insert(id, above);
    }

    /// What a span that ends is a child of, where that is not what it says itself.
    pub(crate) fn adopted(&self, id: SpanId) -> Option<Parent> {
        self.state()?.adopted.remove(&id)
    }

    /// A span that was left out has ended.
    pub(crate) fn ended(&self, id: SpanId) {
        let Some(mut state) = self.state() else { return };
        if !state.left_out.contains_key(&id) {
            return;
        }
        state.ended.push_back(id);
        if state.ended.len() > REMEMBERED
            && let Some(oldest) = state.ended.pop_front()
        {
            state.left_out.remove(&oldest);
        }
    }

    /// What stands above a span that is left out; None for any other.
    pub(crate) fn above(&self, id: SpanId) -> Option<Parent> {
        self.state()?.left_out.get(&id).copied()
    }
}

impl State {
    /// A span above that was left out hands down its own parent, which was resolved when it began.
    fn resolve(&self, parent: Parent) -> Parent {
        self.left_out.get(&parent.id).copied().unwrap_or(parent)
    }
}

#[cfg(test)]
mod tests {
    use opentelemetry::trace::SpanId;

    use super::{Ancestry, Parent, REMEMBERED};

    fn local(id: u64) -> Parent {
        Parent { id: SpanId::from(id), is_remote: false }
    }

    #[test]
    fn a_span_is_adopted_over_any_number_of_spans_that_are_left_out() {
        let ancestry = Ancestry::default();
        ancestry.kept(SpanId::from(1), SpanId::INVALID, Parent::NONE);
        ancestry.left_out(SpanId::from(2), local(1));
        ancestry.left_out(SpanId::from(3), local(2));
        ancestry.kept(SpanId::from(4), SpanId::from(3), local(3));
        assert_eq!(ancestry.adopted(SpanId::from(4)), Some(local(1)));
        assert_eq!(ancestry.adopted(SpanId::from(1)), None, "it says itself what it is a child of");
    }

    #[test]
    fn a_span_that_ended_is_remembered_and_forgotten_in_time() {
        let ancestry = Ancestry::default();
        ancestry.left_out(SpanId::from(1), Parent::NONE);
        ancestry.ended(SpanId::from(1));
        assert_eq!(ancestry.above(SpanId::from(1)), Some(Parent::NONE));
        for id in 2..=REMEMBERED as u64 + 1 {
            ancestry.left_out(SpanId::from(id), Parent::NONE);
            ancestry.ended(SpanId::from(id));
        }
        assert_eq!(ancestry.above(SpanId::from(1)), None);
        assert_eq!(ancestry.above(SpanId::from(2)), Some(Parent::NONE));
    }
}
