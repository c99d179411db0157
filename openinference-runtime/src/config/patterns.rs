//! Redaction by regular expressions.

use std::borrow::Cow;

use regex::{Error, NoExpand, Regex, RegexSet};

use super::{REDACTED, Redactor};

/// A set of regular expressions; what any of them matches is replaced.
///
/// Matching takes time linear in the length of the text: the expressions have no look-around and no back-references
/// ([syntax](https://docs.rs/regex/latest/regex/#syntax)).
///
/// ```
/// use openinference_runtime::config::{Patterns, TraceConfig};
///
/// # fn f() -> Result<(), Box<dyn std::error::Error>> {
/// let patterns = Patterns::new([r"\b\d{3}-\d{2}-\d{4}\b", r"(?i)[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,}"])?;
/// let config = TraceConfig::builder().without_env().redactor(patterns.replacement("<private>")).build();
/// assert_eq!(config.mask("metadata", "mail: a@b.ch".into()), Some("mail: <private>".into()));
/// # Ok(())
/// # }
/// # f().unwrap();
/// ```
#[derive(Clone, Debug)]
#[must_use = "give it to `TraceConfigBuilder::redactor`"]
pub struct Patterns {
    /// All at once, to leave most texts after one pass.
    any: RegexSet,
    each: Vec<Regex>,
    replacement: Cow<'static, str>,
}

impl Patterns {
    /// Replaces matches by `__REDACTED__`.
    ///
    /// # Errors
    /// When one of the patterns is no regular expression, or too large a one.
    pub fn new<P: AsRef<str>>(patterns: impl IntoIterator<Item = P>) -> Result<Self, Error> {
        let each = patterns.into_iter().map(|pattern| Regex::new(pattern.as_ref()));
        let each = each.collect::<Result<Vec<_>, _>>()?;
        let any = RegexSet::new(each.iter().map(Regex::as_str))?;
        Ok(Self { any, each, replacement: REDACTED.into() })
    }

    /// What stands in place of a match, instead of `__REDACTED__`. Taken literally.
    pub fn replacement(mut self, text: impl Into<Cow<'static, str>>) -> Self {
        self.replacement = text.into();
        self
    }
}

impl Redactor for Patterns {
    fn redact<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let matched = self.any.matches(text);
        matched.iter().filter_map(|index| self.each.get(index)).fold(Cow::Borrowed(text), |text, pattern| {
            match pattern.replace_all(&text, NoExpand(&self.replacement)) {
                Cow::Borrowed(_) => text,
                Cow::Owned(redacted) => Cow::Owned(redacted),
            }
        })
    }
}
