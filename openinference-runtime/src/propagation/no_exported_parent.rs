//! Without the SDK no span is left out of an export, so that each is named itself.

use opentelemetry::Context;

pub(super) fn with_exported_parent(_: &Context) -> Option<Context> {
    None
}
