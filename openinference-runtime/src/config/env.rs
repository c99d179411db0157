//! Reading the environment: values that are understood, and a warning for each that is not.

use std::fmt;

/// A variable that was set to something that is not understood, and so has no effect.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConfigWarning {
    /// The name of the variable.
    pub variable: &'static str,
    /// What it was set to.
    pub value: String,
    /// What would have been understood, or why it has no effect.
    pub reason: String,
}

impl fmt::Display for ConfigWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={:?} has no effect: {}", self.variable, self.value, self.reason)
    }
}

/// Where variables are looked up. The process environment, except in tests: it is shared by all of them.
pub(super) type Lookup<'a> = &'a dyn Fn(&str) -> Option<String>;

pub(super) fn process(variable: &str) -> Option<String> {
    std::env::var(variable).ok()
}

/// Reads variables and collects what was wrong with them.
pub(super) struct Reader<'a> {
    lookup: Lookup<'a>,
    pub(super) warnings: Vec<ConfigWarning>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(lookup: Lookup<'a>) -> Self {
        Self { lookup, warnings: Vec::new() }
    }

    /// The text of a variable; empty or blank counts as unset, as in OpenTelemetry.
    pub(super) fn text(&self, variable: &str) -> Option<String> {
        (self.lookup)(variable).filter(|value| !value.trim().is_empty())
    }

    /// `true` or `false` in any case; nothing else, as in the reference implementation.
    pub(super) fn boolean(&mut self, variable: &'static str) -> Option<bool> {
        let value = self.text(variable)?;
        let trimmed = value.trim();
        if trimmed.eq_ignore_ascii_case("true") {
            Some(true)
        } else if trimmed.eq_ignore_ascii_case("false") {
            Some(false)
        } else {
            self.warn(variable, value, "expected `true` or `false`");
            None
        }
    }

    /// One of some words, in any case.
    pub(super) fn one_of<T: Copy>(&mut self, variable: &'static str, words: &[(&str, T)]) -> Option<T> {
        let value = self.text(variable)?;
        if let Some((_, meant)) = words.iter().find(|(word, _)| value.trim().eq_ignore_ascii_case(word)) {
            return Some(*meant);
        }
        let words: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
        self.warn(variable, value, format!("expected one of {}", words.join(", ")));
        None
    }

    pub(super) fn integer(&mut self, variable: &'static str) -> Option<usize> {
        let value = self.text(variable)?;
        match value.trim().parse() {
            Ok(number) => Some(number),
            Err(_) => {
                self.warn(variable, value, "expected a whole number of 0 or more");
                None
            }
        }
    }

    pub(super) fn warn(&mut self, variable: &'static str, value: String, reason: impl Into<String>) {
        self.warnings.push(ConfigWarning { variable, value, reason: reason.into() });
    }
}
