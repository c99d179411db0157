//! Which names are names of secrets.
//!
//! Names are compared word by word, so that `api_key`, `apiKey`, `x-api-key` and `OPENAI_API_KEY` are one name while
//! `max_tokens`, `tokenizer` and `secretary` are none.

mod roles;
mod rules;

use self::rules::is_secret;

/// The rules, with what an application added to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Secrets {
    more: Vec<String>,
    kept: Vec<String>,
}

impl Secrets {
    pub(super) fn redact<S: Into<String>>(&mut self, names: impl IntoIterator<Item = S>) {
        self.more.extend(names.into_iter().map(Into::into));
    }

    pub(super) fn keep<S: Into<String>>(&mut self, names: impl IntoIterator<Item = S>) {
        self.kept.extend(names.into_iter().map(Into::into));
    }

    pub(super) fn is_parameter(&self, name: &str) -> bool {
        self.matches(name, true)
    }

    pub(super) fn is_field(&self, name: &str) -> bool {
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

/// The words of `snake_case`, `kebab-case`, `camelCase`, `SCREAMING_CASE`, `HTTPHeader` and mixtures, as slices.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric()).flat_map(Humps::new)
}

/// Splits one run of letters and digits where its case or class changes.
struct Humps<'a> {
    rest: &'a str,
}

impl<'a> Humps<'a> {
    fn new(rest: &'a str) -> Self {
        Self { rest }
    }
}

impl<'a> Iterator for Humps<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let mut chars = self.rest.char_indices().peekable();
        let (_, mut before) = chars.next()?;
        while let Some((at, current)) = chars.next() {
            let after = chars.peek().map(|&(_, c)| c);
            let hump = before.is_lowercase() && current.is_uppercase()
                || before.is_numeric() != current.is_numeric()
                || before.is_uppercase() && current.is_uppercase() && after.is_some_and(char::is_lowercase);
            if hump {
                let (word, rest) = self.rest.split_at(at);
                self.rest = rest;
                return Some(word);
            }
            before = current;
        }
        Some(std::mem::take(&mut self.rest))
    }
}

#[cfg(test)]
mod tests;
