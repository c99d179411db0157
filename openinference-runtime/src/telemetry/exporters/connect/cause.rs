//! What is told of an error.

use std::error::Error;

/// The cause at the bottom: errors above it quote the URL, which may hold credentials.
pub(crate) fn innermost<'e>(error: &'e (dyn Error + 'static)) -> &'e (dyn Error + 'static) {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause
}
