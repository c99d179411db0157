//! A span with more attributes than its provider keeps.
//!
//! OpenTelemetry's SDK keeps 128 attributes of a span unless it is told otherwise, and drops the last ones in silence; one
//! conversation has more. A provider that set-up makes keeps 10,000. Of one that somebody else made nobody can tell.

use std::env;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::notices::Notices;

/// The SDK's limit, where nobody says otherwise.
const USUAL: usize = 128;
const VARIABLE: &str = "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT";

static SAID: AtomicBool = AtomicBool::new(false);

/// A span on a provider that is not ours was given so many attributes.
pub(crate) fn check(attributes: usize) {
    // Debug builds only: the end user cannot act on it.
    let notices = Notices::of_process();
    let worth_a_word = cfg!(debug_assertions) && attributes > USUAL && !notices.is_quiet();
    if worth_a_word && env::var_os(VARIABLE).is_none() && !SAID.swap(true, Relaxed) {
        notices.say(&format!(
            "a span has {attributes} attributes, of which a tracer provider that openinference-runtime did not make keeps \
             {USUAL}, unless it was told otherwise: raise its limit with `with_max_attributes_per_span` or {VARIABLE}"
        ));
    }
}
