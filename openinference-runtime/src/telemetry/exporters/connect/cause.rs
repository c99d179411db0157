//! What is told of an error.

use std::error::Error;

/// The cause at the bottom: errors above it quote the URL, which may hold credentials.
pub(crate) fn innermost(error: &(dyn Error + 'static)) -> String {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    #[cfg(feature = "otlp")]
    if cause.is::<reqwest::Error>() {
        return "the request could not be sent".to_owned();
    }
    cause.to_string()
}
