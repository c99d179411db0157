//! The words of a name.

/// The words of `snake_case`, `kebab-case`, `camelCase`, `SCREAMING_CASE`, `HTTPHeader` and mixtures, as slices.
pub(super) fn words(name: &str) -> impl Iterator<Item = &str> {
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
