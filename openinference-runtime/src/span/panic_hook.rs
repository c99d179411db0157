//! The hook that remembers where panics happen.

use std::panic::{self, PanicHookInfo};
use std::sync::Once;

use super::panic::LAST_PLACE;
use crate::foreign_code;

/// Chains a hook that remembers where panics happen; the payload alone does not say it.
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
            // A panic in a hook ends the process, whoever catches it: none of redactors, processors and values.
            foreign_code::run(|| before(info));
        }));
    });
}
