//! The source of spans that is in force in the process, and that of the global provider.

use std::sync::{Arc, OnceLock};

use crate::config::TraceConfig;
use crate::gate;
use crate::sharded::{Sharded, ThreadCopy};
use crate::source::{SourceRef, SpanSource};

static INSTALLED: Sharded<SpanSource> = Sharded::empty();

/// Makes `source` the one of every span that no Context claims for itself.
pub(crate) fn install(source: SpanSource) {
    INSTALLED.set(Some(Arc::new(source)));
    gate::install();
}

/// Undoes [`install`].
pub(crate) fn uninstall() {
    gate::uninstall();
    INSTALLED.set(None);
}

/// No spans, but where a Context carries a provider of its own.
pub(crate) fn disable() {
    gate::disable();
    INSTALLED.set(None);
}

/// The one in force, if there is one.
pub(crate) fn installed() -> Option<SourceRef> {
    if gate::is_installed() { INSTALLED.get() } else { None }
}

/// What the spans of the global provider may say: the environment's word.
pub(crate) fn for_global() -> SourceRef {
    static FOR_GLOBAL: Sharded<SpanSource> = Sharded::empty();
    static MADE: OnceLock<()> = OnceLock::new();
    MADE.get_or_init(|| {
        let config = TraceConfig::from_env().or_built_in_prices();
        FOR_GLOBAL.set(Some(Arc::new(SpanSource::global(config))));
    });
    FOR_GLOBAL.get().unwrap_or_else(|| ThreadCopy::new(Arc::new(SpanSource::global(TraceConfig::default()))))
}
