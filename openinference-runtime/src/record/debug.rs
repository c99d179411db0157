//! What stands for a value that only has `Debug`.

use std::fmt::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::RecordError;
use super::fault::panic_message;
use crate::config::{TraceConfig, limit};

/// The `{:?}` text of a value, cut while it is being formatted: formatting stops when the length limit is reached.
///
/// # Errors
///
/// When the value's implementation fails or panics.
pub fn debug_limited(value: &dyn fmt::Debug, config: &TraceConfig) -> Result<String, RecordError> {
    let mut out = Limited { text: String::new(), limit: config.value_length_limit(), full: false };
    let outcome = catch_unwind(AssertUnwindSafe(|| write!(out, "{value:?}")));
    match outcome {
        Err(payload) => Err(RecordError::Panicked(panic_message(payload.as_ref()))),
        Ok(_) if out.full => Ok(limit::mark(&out.text, config.value_length_limit(), None)),
        Ok(Err(_)) => Err(RecordError::Failed("`Debug` returned an error".to_owned())),
        Ok(Ok(())) => Ok(out.text),
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
