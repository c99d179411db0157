//! The rules for names, with what an application has added to them.

use super::rules::is_secret;
use super::rules_number::RulesNumber;
use super::words::words;

/// The rules, with what an application added to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::config) struct Secrets {
    more: Vec<String>,
    kept: Vec<String>,
    number: RulesNumber,
}

impl Secrets {
    pub(in crate::config) fn redact<S: Into<String>>(&mut self, names: impl IntoIterator<Item = S>) {
        self.more.extend(names.into_iter().map(Into::into));
        self.number = RulesNumber::next();
    }

    pub(in crate::config) fn keep<S: Into<String>>(&mut self, names: impl IntoIterator<Item = S>) {
        self.kept.extend(names.into_iter().map(Into::into));
        self.number = RulesNumber::next();
    }

    /// The same for all that say the same of every name: they are the built-in ones, or copies of each other.
    pub(in crate::config) fn rules(&self) -> u64 {
        self.number.get()
    }

    pub(in crate::config) fn is_parameter(&self, name: &str) -> bool {
        self.matches(name, true)
    }

    pub(in crate::config) fn is_field(&self, name: &str) -> bool {
        self.matches(name, false)
    }

    fn matches(&self, name: &str, is_parameter: bool) -> bool {
        if self.kept.iter().any(|kept| same_words(name, kept)) {
            return false;
        }
        is_secret(name, is_parameter) || self.more.iter().any(|secret| contains_words(name, secret))
    }
}

fn same_words(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (words(one), words(other));
    loop {
        match (one.next(), other.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a.eq_ignore_ascii_case(b) => {}
            _ => return false,
        }
    }
}

/// Whether the words of `part` stand in `name` one after the other.
fn contains_words(name: &str, part: &str) -> bool {
    let part: Vec<&str> = words(part).collect();
    let name: Vec<&str> = words(name).collect();
    !part.is_empty()
        && name
            .windows(part.len())
            .any(|window| window.iter().zip(&part).all(|(a, b)| a.eq_ignore_ascii_case(b)))
}
