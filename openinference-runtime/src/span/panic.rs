//! What is known of a panic that passed through a call.

use std::any::Any;
use std::cell::RefCell;

use crate::record::Exception;

thread_local! {
    /// Where the last panic of this thread happened, as the hook saw it.
    pub(super) static LAST_PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// A caught panic, before it goes on.
pub(crate) struct Panic<'a> {
    payload: &'a (dyn Any + Send),
}

impl<'a> Panic<'a> {
    pub(crate) fn new(payload: &'a (dyn Any + Send)) -> Self {
        Self { payload }
    }

    pub(crate) fn exception(&self) -> Exception {
        let message = self
            .payload
            .downcast_ref::<&'static str>()
            .map(|text| (*text).to_owned())
            .or_else(|| self.payload.downcast_ref::<String>().cloned());
        Exception { type_name: "panic".to_owned(), message, trace: last_place() }
    }
}

/// A panic that passes by, of which only the hook has seen something.
pub(super) fn unseen() -> Exception {
    Exception { trace: last_place(), ..Exception::panicked() }
}

fn last_place() -> Option<String> {
    let place = LAST_PLACE.try_with(|last| last.try_borrow_mut().ok()?.take()).ok().flatten();
    place.map(|place| format!("panicked at {place}"))
}
