//! What stands for a value that has `Serialize`.

mod as_text;
mod build;
mod bytes;
mod compound;
mod kind_of_type;
mod known;
mod known_names;
mod scalar;
mod single;

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::Serialize;

pub(super) use self::as_text::as_text;
pub(super) use self::build::LOCKED;
use self::build::{Stop, TapeSerializer};
pub(super) use self::single::{Single, single};
use super::RecordError;
use crate::config::TraceConfig;
use crate::json::{Json, Tape};
use crate::panics::panic_message;

/// A value as JSON, with secret fields redacted and bounded by four times the value length limit.
///
/// # Errors
///
/// When the value's implementation fails or panics.
pub fn to_json<T: Serialize + ?Sized>(value: &T, config: &TraceConfig) -> Result<Json, RecordError> {
    to_json_within(value, config, config.value_length_limit().saturating_mul(4))
}

/// As [`to_json`], bounded by `budget` bytes of content: provider payloads become many attributes, each with a limit of
/// its own, so that they need more room than one value.
///
/// Fields named like a secret are redacted without being serialised, and so are inline images over their limit. Bytes
/// become base64 text, or text where they are the whole value and hold it (the body of an answer), numbers that JSON does not have become strings, keys that are no strings are written as text. One
/// text is cut at the value length limit; serialising stops when the budget is used up. Both leave a marker, and so does
/// what is nested deeper than 64 levels.
///
/// # Errors
///
/// When the value's implementation fails or panics.
pub(crate) fn to_json_within<T: Serialize + ?Sized>(
    value: &T,
    config: &TraceConfig,
    budget: usize,
) -> Result<Json, RecordError> {
    to_tape(value, config, budget).map(|tape| Json::from(&tape))
}

/// As [`to_json_within`], on a tape.
///
/// # Errors
///
/// When the value's implementation fails or panics.
pub(crate) fn to_tape<T: Serialize + ?Sized>(
    value: &T,
    config: &TraceConfig,
    budget: usize,
) -> Result<Tape, RecordError> {
    let mut builder = TapeSerializer::new(config, budget);
    match catch_unwind(AssertUnwindSafe(|| builder.value(value))) {
        Ok(Ok(())) => Ok(builder.finish().cleaned()),
        // What was still open was not looked at when it was complete: a field that another one names, a pair.
        Ok(Err(Stop::Full)) => Ok(builder.finish()),
        Ok(Err(Stop::Failed(reason))) => Err(RecordError::Failed(reason)),
        Err(payload) => Err(RecordError::Panicked(panic_message(payload.as_ref()))),
    }
}

#[cfg(test)]
mod tests;
