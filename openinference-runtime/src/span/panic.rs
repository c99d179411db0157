//! What is known of a panic that passed through a call.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{self, PanicHookInfo};
use std::sync::Once;

use crate::record::Exception;

thread_local! {
    /// Where the last panic of this thread happened, as the hook saw it.
    static LAST_PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Chains a hook that remembers where panics happen; the payload alone does not say it.
#[cfg(feature = "sdk")]
pub(crate) fn remember_places() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info: &PanicHookInfo<'_>| {
            let place = info.location().map(ToString::to_string);
            // The thread may be past its thread-locals, or in the middle of writing this one.
            let _ = LAST_PLACE.try_with(|last| {
                if let Ok(mut last) = last.try_borrow_mut() {
                    *last = place;
                }
            });
            before(info);
        }));
    });
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
        let place = LAST_PLACE.try_with(|last| last.try_borrow_mut().ok()?.take()).ok().flatten();
        Exception {
            type_name: "panic".to_owned(),
            message,
            trace: place.map(|place| format!("panicked at {place}")),
        }
    }
}
