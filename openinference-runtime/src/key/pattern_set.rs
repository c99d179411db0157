//! Rules on the texts of keys, asked once for each pattern.

use std::sync::OnceLock;

use super::AttributeKey;
use crate::semconv::KeyPattern;

/// The keys that a rule is true of. The rule reads texts, does not look at indices, and is asked once for each pattern; of
/// keys that are none of the conventions it is asked each time.
#[derive(Debug)]
pub(crate) struct PatternSet {
    rule: fn(&str) -> bool,
    of_patterns: OnceLock<Box<[bool]>>,
}

impl PatternSet {
    pub(crate) const fn new(rule: fn(&str) -> bool) -> Self {
        Self { rule, of_patterns: OnceLock::new() }
    }

    pub(crate) fn contains(&self, key: &AttributeKey) -> bool {
        match key.split() {
            Ok(known) => self.has(known.pattern()),
            Err(text) => (self.rule)(text),
        }
    }

    pub(crate) fn has(&self, pattern: KeyPattern) -> bool {
        let ask = || each_pattern(self.rule);
        self.of_patterns.get_or_init(ask).get(pattern.index()).copied().unwrap_or_default()
    }
}

/// What `rule` says of the text of each pattern, by the patterns' numbers.
pub(crate) fn each_pattern<T>(rule: impl Fn(&str) -> T) -> Box<[T]> {
    KeyPattern::all().map(|pattern| rule(&pattern.with([0; KeyPattern::MOST_INDICES]).to_string())).collect()
}
