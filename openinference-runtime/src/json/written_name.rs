//! Names of fields that are written like values.

use super::open::NameScope;
use super::plain::is_plain;
use super::tape::Tape;

impl Tape {
    /// Ends a name; one that is no text is written as JSON text within `limit`. Gives the name.
    pub(crate) fn end_name(&mut self, scope: NameScope, limit: usize) -> &str {
        let node = match self.written_name() {
            Some(text) => text,
            None => {
                let text = self.view_at(self.name_root()).write(limit);
                self.copy(&text, is_plain(&text))
            }
        };
        self.put_written_name(scope, node)
    }
}
