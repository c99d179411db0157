//! What stands for a value that only has `Debug`.

use std::borrow::Cow;
use std::fmt::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::RecordError;
use crate::config::TraceConfig;
use crate::limit;
use crate::panics::panic_message;

/// The `{:?}` text of a value in at most `limit` bytes, cut while it is being formatted: formatting stops when the limit
/// is reached. The values of fields, keys and types that `config` takes for names of secrets are redacted.
///
/// # Errors
///
/// When the value's implementation fails or panics.
pub fn format_debug(
    value: &dyn fmt::Debug,
    limit: usize,
    config: &TraceConfig,
) -> Result<String, RecordError> {
    format(format_args!("{value:?}"), limit, |text| config.redact_debug(text))
}

/// The same of what somebody says in `Display`.
///
/// # Errors
///
/// When the value's implementation fails or panics.
pub(super) fn format_display(
    value: &dyn fmt::Display,
    limit: usize,
    config: &TraceConfig,
) -> Result<String, RecordError> {
    format(format_args!("{value}"), limit, |text| config.redact_secrets(text))
}

fn format(
    value: fmt::Arguments<'_>,
    limit: usize,
    redact: impl Fn(&str) -> Cow<'_, str>,
) -> Result<String, RecordError> {
    let mut out = Limited { text: String::new(), limit, full: false };
    let outcome = catch_unwind(AssertUnwindSafe(|| out.write_fmt(value)));
    let redacted = |text: String| match redact(&text) {
        Cow::Owned(redacted) => redacted,
        Cow::Borrowed(_) => text,
    };
    match outcome {
        Err(payload) => Err(RecordError::Panicked(panic_message(payload.as_ref()))),
        Ok(_) if out.full => Ok(limit::mark(&redacted(out.text), limit, None)),
        Ok(Err(_)) => Err(RecordError::Failed("its implementation returned an error".to_owned())),
        Ok(Ok(())) => Ok(redacted(out.text)),
    }
}

/// Takes text up to a limit, then makes the formatting stop by an error.
struct Limited {
    text: String,
    limit: usize,
    full: bool,
}

impl Write for Limited {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        let room = self.limit.saturating_sub(self.text.len());
        if piece.len() <= room && !self.full {
            self.text.push_str(piece);
            return Ok(());
        }
        self.text.push_str(&piece[..limit::floor(piece, if self.full { 0 } else { room })]);
        self.full = true;
        Err(fmt::Error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format_debug(value: &dyn fmt::Debug, limit: usize) -> Result<String, RecordError> {
        super::format_debug(value, limit, &TraceConfig::default())
    }

    #[test]
    fn what_fits_is_formatted_whole() {
        assert_eq!(format_debug(&Some("a"), 64), Ok(r#"Some("a")"#.to_owned()));
    }

    #[test]
    fn formatting_stops_at_the_limit() {
        struct Endless;
        impl fmt::Debug for Endless {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                loop {
                    f.write_str("äb")?;
                }
            }
        }
        let text = format_debug(&Endless, 100).unwrap_or_default();
        assert!(text.len() <= 100, "{} bytes", text.len());
        assert!(text.starts_with("äbäb"));
        assert!(text.ends_with(" bytes kept]"), "{text}");
    }

    #[test]
    fn a_failing_or_panicking_implementation_is_an_error() {
        struct Fails;
        impl fmt::Debug for Fails {
            fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
                Err(fmt::Error)
            }
        }
        struct Panics;
        impl fmt::Debug for Panics {
            fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
                panic!("no")
            }
        }
        assert!(matches!(format_debug(&Fails, 100), Err(RecordError::Failed(_))));
        assert_eq!(format_debug(&Panics, 100), Err(RecordError::Panicked("no".to_owned())));
    }
}
