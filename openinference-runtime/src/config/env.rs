//! Reading the environment: values that are understood, and a warning for each that is not.

use std::borrow::Cow;
use std::fmt;

use super::switches::Switch;

/// A variable that was set to something that is not understood. What it was set to is not repeated: it may be what somebody
/// meant for another variable.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConfigWarning {
    /// The name of the variable.
    pub variable: Cow<'static, str>,
    /// What would have been understood, and what happens instead.
    pub reason: String,
    /// Whether [`init`](crate::init) refuses to start with it.
    pub is_refused: bool,
}

impl fmt::Display for ConfigWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.variable, self.reason)
    }
}

/// How the names of masking switches begin.
const HIDE: &str = "OPENINFERENCE_HIDE_";

/// Words that clearly mean that nothing is to be hidden.
const NO: &[&str] = &["false", "0", "no", "off", "n", "f", "none", "disabled"];

/// Where variables are looked up. The process environment, except in tests: it is shared by all of them.
pub(super) trait Variables {
    fn get(&self, variable: &str) -> Option<String>;

    /// The names of all that are set.
    fn names(&self) -> Vec<String>;
}

pub(super) type Lookup<'a> = &'a dyn Variables;

/// The environment of the process.
pub(super) struct Process;

impl Variables for Process {
    /// A value that is no Unicode is not understood, but set.
    fn get(&self, variable: &str) -> Option<String> {
        std::env::var_os(variable).map(|value| value.to_string_lossy().into_owned())
    }

    fn names(&self) -> Vec<String> {
        std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()).collect()
    }
}

/// No environment.
pub(super) struct Nothing;

impl Variables for Nothing {
    fn get(&self, _variable: &str) -> Option<String> {
        None
    }

    fn names(&self) -> Vec<String> {
        Vec::new()
    }
}

/// Reads variables and collects what was wrong with them.
pub(super) struct Reader<'a> {
    variables: Lookup<'a>,
    pub(super) warnings: Vec<ConfigWarning>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(variables: Lookup<'a>) -> Self {
        Self { variables, warnings: Vec::new() }
    }

    /// The text of a variable; empty or blank counts as unset, as in OpenTelemetry.
    pub(super) fn text(&self, variable: &str) -> Option<String> {
        self.variables.get(variable).filter(|value| !value.trim().is_empty())
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
            self.warn(variable, "it has no effect: expected `true` or `false`");
            None
        }
    }

    /// Whether a masking switch hides. Somebody who sets one wants it to: it does, unless the value is a clear no.
    pub(super) fn hides(&mut self, variable: &'static str) -> bool {
        let Some(value) = self.text(variable) else { return false };
        if is_no(&value) {
            return false;
        }
        if !value.trim().eq_ignore_ascii_case("true") {
            self.warn(variable, "it hides, although it is neither `true` nor `false`");
        }
        true
    }

    /// Whether something that hides unless it is told not to is left on.
    pub(super) fn stays_on(&mut self, variable: &'static str) -> bool {
        let Some(value) = self.text(variable) else { return true };
        if !is_no(&value) && !value.trim().eq_ignore_ascii_case("true") {
            self.warn(variable, "it stays on, although it is neither `true` nor `false`");
        }
        !is_no(&value)
    }

    /// Names that begin as those of masking switches do, are none, and are not set to a clear no.
    pub(super) fn unknown_switches(&self) -> Vec<String> {
        let is_known = |name: &str| Switch::ALL.iter().any(|switch| switch.variables().contains(&name));
        let mut names = self.variables.names();
        names.retain(|name| {
            name.starts_with(HIDE) && !is_known(name) && self.text(name).is_some_and(|value| !is_no(&value))
        });
        names.sort_unstable();
        names
    }

    pub(super) fn integer(&mut self, variable: &'static str) -> Option<usize> {
        let value = self.text(variable)?;
        match value.trim().parse() {
            Ok(number) => Some(number),
            Err(_) => {
                self.warn(variable, "it has no effect: expected a whole number of 0 or more");
                None
            }
        }
    }

    pub(super) fn warn(&mut self, variable: &'static str, reason: impl Into<String>) {
        self.push(variable.into(), reason.into(), false);
    }

    /// As [`warn`](Self::warn), where what was meant is not known and may not be guessed.
    pub(super) fn refuse(&mut self, variable: impl Into<Cow<'static, str>>, reason: impl Into<String>) {
        self.push(variable.into(), reason.into(), true);
    }

    fn push(&mut self, variable: Cow<'static, str>, reason: String, is_refused: bool) {
        self.warnings.push(ConfigWarning { variable, reason, is_refused });
    }
}

fn is_no(value: &str) -> bool {
    NO.iter().any(|word| value.trim().eq_ignore_ascii_case(word))
}

#[cfg(test)]
impl<F: Fn(&str) -> Option<String>> Variables for F {
    fn get(&self, variable: &str) -> Option<String> {
        self(variable)
    }

    fn names(&self) -> Vec<String> {
        Vec::new()
    }
}
