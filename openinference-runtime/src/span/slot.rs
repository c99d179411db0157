//! How the body of an async function hands its span to the future around it: a thread-local slot that is
//! open from the wrapper's first poll until the body's first statement.

use std::cell::Cell;

use super::call_scope::CallScope;
use crate::current_context::AttachedContext;

thread_local! {
    static SLOT: Cell<State> = const { Cell::new(State::Closed) };
}

enum State {
    /// Nobody waits for a span.
    Closed,
    /// A wrapper is polling for the first time; its body has not begun.
    Open,
    /// The body has begun, its span is current.
    Started(CallScope, AttachedContext),
}

/// An opened slot; what was there before comes back when it is closed or dropped.
pub(super) struct Slot {
    before: Option<State>,
}

impl Slot {
    pub(super) fn open() -> Self {
        Self { before: SLOT.try_with(|slot| slot.replace(State::Open)).ok() }
    }

    /// Takes the span that the body started, no longer current.
    pub(super) fn close(mut self) -> Option<CallScope> {
        self.restore()
    }

    fn restore(&mut self) -> Option<CallScope> {
        let before = self.before.take()?;
        match SLOT.try_with(|slot| slot.replace(before)).ok()? {
            State::Started(scope, attached) => {
                drop(attached);
                Some(scope)
            }
            State::Closed | State::Open => None,
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        drop(self.restore());
    }
}

/// Puts a span into the open slot; `start` runs only when somebody waits for it.
pub(super) fn put(start: impl FnOnce() -> Option<CallScope>) {
    let open = SLOT.try_with(|slot| match slot.replace(State::Closed) {
        State::Open => true,
        other => {
            slot.set(other);
            false
        }
    });
    if open != Ok(true) {
        return;
    }
    if let Some(scope) = start() {
        let attached = scope.attach();
        let _ = SLOT.try_with(|slot| slot.set(State::Started(scope, attached)));
    }
}
