//! Values of single variables, and the one way to say that a value is not accepted.

use std::time::Duration;

use super::env::Environment;
use crate::telemetry::InitError;

/// What `setting` is set to is not one of the accepted.
pub(super) fn refused(setting: &str, accepted: impl Into<String>) -> InitError {
    InitError::Value { setting: setting.to_owned(), entry: None, accepted: accepted.into() }
}

/// The same of an entry of a list; `index` is counted from 0.
pub(super) fn refused_entry(setting: &str, index: usize, accepted: impl Into<String>) -> InitError {
    InitError::Value { setting: setting.to_owned(), entry: Some(index + 1), accepted: accepted.into() }
}

/// `true` or `false` in any case.
pub(super) fn boolean(environment: &Environment, name: &str) -> Result<Option<bool>, InitError> {
    first_boolean(environment, &[name])
}

/// The same from the first of `names` that is set.
pub(super) fn first_boolean(environment: &Environment, names: &[&str]) -> Result<Option<bool>, InitError> {
    match environment.first(names) {
        None => Ok(None),
        Some((_, value)) if value.eq_ignore_ascii_case("true") => Ok(Some(true)),
        Some((_, value)) if value.eq_ignore_ascii_case("false") => Ok(Some(false)),
        Some((name, _)) => Err(refused(name, "`true` or `false`")),
    }
}

/// A whole number of at least `least` from the first of `names` that is set.
pub(super) fn number(
    environment: &Environment,
    names: &[&str],
    least: u32,
) -> Result<Option<u32>, InitError> {
    let Some((name, value)) = environment.first(names) else { return Ok(None) };
    match value.parse::<u32>() {
        Ok(number) if number >= least => Ok(Some(number)),
        _ => Err(refused(name, format!("a whole number of at least {least}"))),
    }
}

/// Milliseconds, the unit of every OpenTelemetry duration variable.
pub(super) fn milliseconds(environment: &Environment, names: &[&str]) -> Result<Option<Duration>, InitError> {
    let Some((name, value)) = environment.first(names) else { return Ok(None) };
    match value.parse::<u32>() {
        Ok(number) => Ok(Some(Duration::from_millis(number.into()))),
        Err(_) => Err(refused(name, "a whole number of milliseconds")),
    }
}

/// Comma-separated words, lower-cased, without empty ones, with their places.
pub(super) fn list(value: &str) -> Vec<(usize, String)> {
    let words = value.split(',').map(|word| word.trim().to_ascii_lowercase()).enumerate();
    words.filter(|(_, word)| !word.is_empty()).collect()
}
