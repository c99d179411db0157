//! Secrets in a text that is no JSON, or not quite: by the names that stand before separators.

use std::ops::Range;

use super::bare;
use super::look::{Look, TextSource};
use super::neighbours::{is_label, is_value};
use super::place::{
    Name, Quote, is_newtype, is_pair, is_redacted, labelled, names_secret, skip_blanks, user_info,
};
use super::secret_names::Secrets;
use crate::config::REDACTED;

/// What is redacted, and between which quotation marks that has to be told.
struct Redaction {
    at: Range<usize>,
    quote: Option<Quote>,
}

/// A value behind a name in quotation marks like this.
struct Unlabelled {
    /// How deep it stands.
    braces: usize,
    quote: Quote,
    after: usize,
}

/// One look at a text, from one end to the other.
pub(super) struct Scan<'t> {
    look: Look<'t>,
    text: &'t str,
    bytes: &'t [u8],
    secrets: &'t Secrets,
    /// How deep the label stands that names a secret.
    labelled: Option<usize>,
    /// A value that a label behind it may name.
    unlabelled: Option<Unlabelled>,
    redactions: Vec<Redaction>,
}

impl<'t> Scan<'t> {
    pub(super) fn new(text: &'t str, secrets: &'t Secrets, source: TextSource) -> Self {
        Self {
            look: Look::new(text, source),
            text,
            bytes: text.as_bytes(),
            secrets,
            labelled: None,
            unlabelled: None,
            redactions: Vec::new(),
        }
    }

    /// The text without its secrets; `None` where it has none.
    pub(super) fn redact(mut self) -> Option<String> {
        let mut at = 0;
        while let Some(byte) = self.bytes.get(at) {
            at = match byte {
                b'{' => {
                    self.look.braces += 1;
                    at + 1
                }
                b'}' => {
                    self.close();
                    at + 1
                }
                b':' | b'=' => self.separator(at),
                b',' if is_pair(self.text, at, self.secrets) => {
                    let start = skip_blanks(self.bytes, at + 1);
                    self.value_in_list(start)
                }
                b'(' => match is_newtype(self.text, at, self.secrets) {
                    Some(start) => {
                        let end = self.look.balanced(at, 0).saturating_sub(1).max(start);
                        self.push(start..end, None)
                    }
                    None => at + 1,
                },
                _ => at + 1,
            };
        }
        self.write()
    }

    fn close(&mut self) {
        if self.labelled == Some(self.look.braces) {
            self.labelled = None;
        }
        if self.unlabelled.as_ref().is_some_and(|value| value.braces == self.look.braces) {
            self.unlabelled = None;
        }
        self.look.braces = self.look.braces.saturating_sub(1);
    }

    fn write(mut self) -> Option<String> {
        if self.redactions.is_empty() {
            return None;
        }
        self.redactions.sort_by_key(|redaction| redaction.at.start);
        let mut out = String::with_capacity(self.text.len());
        let mut copied = 0;
        for Redaction { at, quote } in self.redactions {
            if at.start < copied {
                continue;
            }
            out.push_str(self.text.get(copied..at.start)?);
            put_mark(quote, &mut out);
            out.push_str(REDACTED);
            put_mark(quote, &mut out);
            copied = at.end;
        }
        out.push_str(self.text.get(copied..)?);
        Some(out)
    }

    /// Gives where to go on.
    fn push(&mut self, at: Range<usize>, quote: Option<Quote>) -> usize {
        let end = at.end.max(at.start);
        if !at.is_empty() {
            self.redactions.push(Redaction { at, quote });
        }
        end
    }

    /// What follows `:`, `=`, `:=` or `=>`.
    fn separator(&mut self, at: usize) -> usize {
        let next = self.bytes.get(at + 1).copied();
        if self.bytes.get(at + 1..at + 3) == Some(b"//") {
            return match user_info(self.text, at) {
                Some(secret) => self.push(secret, None),
                None => at + 1,
            };
        }
        let (byte, after) = match (self.bytes[at], next) {
            (b':', Some(b':')) | (b'=', Some(b'=')) => return at + 2,
            (b':', Some(b'=')) => (b'=', at + 2),
            (b'=', Some(b'>')) => (b':', at + 2),
            (byte, _) => (byte, at + 1),
        };
        let Some(name) = Name::before(self.text, at) else { return after };
        if names_secret(self.text, &name, self.secrets) {
            return self.secret(&name, byte, after);
        }
        if is_label(name.text) {
            self.label(&name, after);
        } else if is_value(name.text) {
            return self.labelled_value(&name, byte, after);
        }
        after
    }

    fn secret(&mut self, name: &Name<'_>, separator: u8, after: usize) -> usize {
        if is_redacted(self.text, after) {
            return skip_blanks(self.bytes, after);
        }
        match self.extent(name, separator, after) {
            Some(Redaction { at, quote }) => self.push(at, quote).max(after),
            None => after,
        }
    }

    /// Where the value of a secret stands.
    fn extent(&self, name: &Name<'_>, separator: u8, after: usize) -> Option<Redaction> {
        match name.quote {
            Some(quote) => Some(self.after_quoted_name(quote, after)),
            None => bare::value(&self.look, name, separator, after).map(|at| Redaction { at, quote: None }),
        }
    }

    fn label(&mut self, name: &Name<'_>, after: usize) {
        if !labelled(self.text, name, after, self.secrets) {
            return;
        }
        match self.unlabelled.take() {
            // Where it ends is looked for only now, so that no part of a text is looked through for every name in it.
            Some(value) if value.braces == self.look.braces => {
                let Redaction { at, quote } = self.after_quoted_name(value.quote, value.after);
                self.redactions.push(Redaction { at: at.start..at.end.min(name.start), quote });
            }
            _ => self.labelled = Some(self.look.braces),
        }
    }

    fn labelled_value(&mut self, name: &Name<'_>, separator: u8, after: usize) -> usize {
        if is_redacted(self.text, after) {
            return after;
        }
        if self.labelled == Some(self.look.braces) {
            self.labelled = None;
            let redaction = match name.quote {
                Some(_) => self.extent(name, separator, after),
                None => bare::line(&self.look, after).map(|at| Redaction { at, quote: None }),
            };
            return match redaction {
                Some(Redaction { at, quote }) => self.push(at, quote).max(after),
                None => after,
            };
        }
        if self.look.braces > 0
            && let Some(quote) = name.quote
            && self.unlabelled.is_none()
        {
            self.unlabelled = Some(Unlabelled { braces: self.look.braces, quote, after });
        }
        after
    }

    /// The value behind a name in quotation marks: JSON, and what looks like it.
    fn after_quoted_name(&self, quote: Quote, after: usize) -> Redaction {
        let start = skip_blanks(self.bytes, after);
        if let Some(opened) = Quote::at(self.bytes, start) {
            let start = start + opened.len();
            return Redaction { at: start..opened.end(self.bytes, start).0, quote: None };
        }
        let end = match self.bytes.get(start) {
            Some(b'{' | b'[' | b'(') => self.look.balanced(start, quote.backslashes),
            _ => self.look.debug_value(start),
        };
        Redaction { at: start..end, quote: Some(quote) }
    }

    fn value_in_list(&mut self, start: usize) -> usize {
        match Quote::at(self.bytes, start) {
            Some(opened) => {
                let start = start + opened.len();
                let end = opened.end(self.bytes, start).0;
                self.push(start..end, None).max(start)
            }
            None if matches!(self.bytes.get(start), Some(b'[' | b'(')) => {
                let end = self.look.balanced(start, 0);
                self.push(start..end, None)
            }
            None => start,
        }
    }
}

fn put_mark(quote: Option<Quote>, out: &mut String) {
    if let Some(quote) = quote {
        out.extend(std::iter::repeat_n('\\', quote.backslashes));
        out.push(char::from(quote.mark));
    }
}
