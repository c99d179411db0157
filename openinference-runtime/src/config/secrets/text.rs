//! Secrets in texts: JSON, or anything else in which names stand beside their values.

use std::borrow::Cow;

use super::look::TextSource;
use super::place::may_hold_secret;
use super::scan::Scan;
use super::secret_names::Secrets;

/// Longer texts are not read as JSON, which takes a multiple of their memory, but looked through from one end to the other.
const LONGEST_READ: usize = 16 << 20;

impl Secrets {
    /// A text without what it calls a secret: fields of JSON, also within texts of JSON, `KEY=VALUE`, header lines, `Debug` of
    /// structs and maps, user info and parameters of URLs. In one pass for a text in which nothing is called so; JSON stays JSON.
    pub(in crate::config) fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.text_within(text, 0).map_or(Cow::Borrowed(text), Cow::Owned)
    }

    pub(super) fn text_within(&self, text: &str, within: usize) -> Option<String> {
        if !may_hold_secret(text, self) {
            return None;
        }
        if text.len() <= LONGEST_READ
            && let Some(redacted) = self.json_text(text, within)
        {
            return redacted;
        }
        Scan::new(text, self, TextSource::Any).redact()
    }

    /// The same of what `Debug` has written, where fields have no quotation marks and texts need none.
    pub(in crate::config) fn debug<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if !may_hold_secret(text, self) {
            return Cow::Borrowed(text);
        }
        Scan::new(text, self, TextSource::Debug).redact().map_or(Cow::Borrowed(text), Cow::Owned)
    }
}
