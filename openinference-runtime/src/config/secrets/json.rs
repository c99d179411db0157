//! Secrets in a JSON value.

use super::neighbours::is_value;
use super::schema::{is_schema, write_keywords};
use super::secret_names::Secrets;
use crate::config::REDACTED;
use crate::json::{Fields, Items, JsonRef, TOO_DEEP, Tape};

/// How many texts are read that stand in one another.
const MOST_WITHIN: usize = 6;

impl Secrets {
    /// Reads JSON text; gives it without its secrets where it has any. The outer `None` says that it is no JSON.
    pub(super) fn json_text(&self, text: &str, within: usize) -> Option<Option<String>> {
        if within >= MOST_WITHIN || !text.trim_start().starts_with(['{', '[', '"']) {
            return None;
        }
        let json = Tape::parse(text)?;
        let mut out = Tape::take();
        let redacted = Walk { secrets: self, within, out: &mut out }.value(json.view(), None);
        Some(redacted.then(|| out.view().write(usize::MAX)))
    }
}

/// Copies a value without its secrets.
struct Walk<'w> {
    secrets: &'w Secrets,
    /// In how many texts the value stands.
    within: usize,
    out: &'w mut Tape,
}

impl Walk<'_> {
    /// Gives whether something was redacted. `called` is the name under which the value stands.
    fn value(&mut self, value: JsonRef<'_>, called: Option<&str>) -> bool {
        match value {
            JsonRef::String(text) => match self.secrets.text_within(text, self.within + 1) {
                Some(redacted) => {
                    self.out.string(&redacted);
                    true
                }
                None => {
                    self.out.string(text);
                    // What it stands for was not looked at.
                    text == TOO_DEEP
                }
            },
            JsonRef::Array(items) => self.items(items, called),
            JsonRef::Object(fields) => self.fields(fields, called),
            scalar => {
                self.out.copy_of(scalar);
                false
            }
        }
    }

    fn items(&mut self, items: Items<'_>, called: Option<&str>) -> bool {
        let is_pair = self.secrets.is_pair(items, called);
        let mut redacted = is_pair;
        self.out.open_array(Some(items.len()));
        for (at, item) in items.iter().enumerate() {
            if is_pair && at == 1 {
                self.out.static_string(REDACTED);
            } else {
                redacted |= self.value(item, None);
            }
        }
        self.out.close();
        redacted
    }

    fn fields(&mut self, fields: Fields<'_>, called: Option<&str>) -> bool {
        let is_labelled = self.secrets.is_labelled(fields);
        let mut redacted = false;
        self.out.open_object(Some(fields.len()));
        for (name, value) in fields.iter() {
            self.out.name(name);
            redacted |= if self.secrets.is_field(name) {
                if called == Some("properties") && is_schema(value) {
                    write_keywords(value, self.out)
                } else {
                    self.redact(value)
                }
            } else if is_labelled && is_value(name) {
                self.redact(value)
            } else {
                self.value(value, Some(name))
            };
        }
        self.out.close();
        redacted
    }

    fn redact(&mut self, value: JsonRef<'_>) -> bool {
        self.out.static_string(REDACTED);
        value.as_str() != Some(REDACTED)
    }
}
