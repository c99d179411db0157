//! A set-up that exports nothing, and a global tracer provider that is none.
//!
//! A program may bring its own provider and set it as OpenTelemetry's global one. When it did so in another version of the
//! `opentelemetry` crate than ours, nothing fails and nothing arrives: two versions have two globals. The only sign is that
//! spans of ours meet a provider that makes none.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::notices::Notices;

/// Whether set-up found nothing to do, so that spans depend on a global provider, and nobody was told yet.
static DEPENDS_ON_GLOBAL: AtomicBool = AtomicBool::new(false);

const MESSAGE: &str = "a span was not recorded: no exporter is configured, and the global tracer provider of the \
    `opentelemetry` crate that openinference-runtime uses does nothing. If you set one, another version of that crate is in \
    the build (`cargo tree -d -i opentelemetry`): use `openinference_runtime::opentelemetry`. If no spans are wanted, \
    OTEL_TRACES_EXPORTER=none says so";

/// From now on the first span that comes to nothing is worth a word.
pub(crate) fn expect_global_provider() {
    DEPENDS_ON_GLOBAL.store(true, Relaxed);
}

/// The guard is gone, or something else is set up.
pub(crate) fn expect_nothing() {
    DEPENDS_ON_GLOBAL.store(false, Relaxed);
}

/// A span met a provider that makes none. Cheap, because every span of a library without telemetry comes here.
#[inline]
pub(crate) fn met_no_provider() {
    // Debug builds only: the end user cannot act on it.
    if cfg!(debug_assertions) && DEPENDS_ON_GLOBAL.load(Relaxed) && DEPENDS_ON_GLOBAL.swap(false, Relaxed) {
        Notices::new(false).say(MESSAGE);
    }
}
