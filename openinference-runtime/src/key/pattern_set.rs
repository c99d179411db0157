//! Rules on the texts of keys, asked once for each pattern.

use std::sync::OnceLock;

use super::KeyRef;
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

    pub(crate) fn contains<'k>(&self, key: impl Into<KeyRef<'k>>) -> bool {
        match key.into() {
            KeyRef::Known(known) => {
                let of_patterns = self.of_patterns.get_or_init(|| each_pattern(self.rule));
                of_patterns.get(known.pattern().index()).copied().unwrap_or_default()
            }
            KeyRef::Foreign(text) => (self.rule)(text),
        }
    }
}

/// What `rule` says of the text of each pattern, by the patterns' numbers.
pub(crate) fn each_pattern<T>(rule: impl Fn(&str) -> T) -> Box<[T]> {
    KeyPattern::all().map(|pattern| rule(&pattern.with([0; KeyPattern::MOST_INDICES]).to_string())).collect()
}
