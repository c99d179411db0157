//! Redaction by what a text looks like.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::REDACTED;
use crate::foreign_code;
use crate::json::{Json, TOO_DEEP};
use crate::panics::catch_panic;

/// Takes out of a text what must not leave the process: by a closure, by [`Patterns`](super::Patterns), by a classifier.
///
/// It sees every string that a span of ours is given, after the switches have hidden what they hide: attributes, span
/// and event names, status descriptions and errors; of JSON text the texts and numbers in it, one by one, so that the
/// result is valid JSON. Of log records it sees the messages and fields that come through
/// `Telemetry::log_layer`. Spans that other libraries make on their own are not seen.
///
/// It runs within the instrumented calls, possibly on many threads at once, and may be given what it has returned
/// before. A redactor that panics redacts the whole text. There are no spans in it, and no current one that
/// [`current`](crate::current) would find: what it wrote to one would be for it to redact. Some texts reach it while
/// OpenTelemetry has locked their span, so that it must not touch `Context::current().span()` either.
///
/// ```
/// use openinference_runtime::config::TraceConfig;
///
/// let config = TraceConfig::builder()
///     .without_env()
///     .redactor(|text: &str| text.contains("Alice").then(|| text.replace("Alice", "<name>")))
///     .build();
/// assert_eq!(config.mask("input.value", "Ask Alice".into()), Some("Ask <name>".into()));
/// ```
pub trait Redactor: Send + Sync + 'static {
    /// What is written in place of `text`; borrowed when it is `text` itself.
    fn redact<'t>(&self, text: &'t str) -> Cow<'t, str>;
}

/// `None` leaves the text as it is.
impl<F> Redactor for F
where
    F: Fn(&str) -> Option<String> + Send + Sync + 'static,
{
    fn redact<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self(text).map_or(Cow::Borrowed(text), Cow::Owned)
    }
}

/// The redactors of a configuration, one after the other.
#[derive(Clone, Default)]
pub(super) struct Redactors(Vec<Arc<dyn Redactor>>);

impl Redactors {
    pub(super) fn add(&mut self, redactor: impl Redactor) {
        self.0.push(Arc::new(redactor));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A text that is no JSON.
    pub(super) fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.0.iter().fold(Cow::Borrowed(text), |text, redactor| {
            // Owned only where it differs: that is what tells callers to write anything anew.
            let redacted = match foreign_code::redact(|| catch_panic(|| redactor.redact(&text))) {
                Some(redacted) if redacted == text => None,
                Some(redacted) => Some(redacted.into_owned()),
                None => Some(REDACTED.to_owned()),
            };
            redacted.map_or(text, Cow::Owned)
        })
    }

    /// A value, which may be JSON text.
    pub(super) fn value<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.is_empty() {
            return Cow::Borrowed(text);
        }
        if text.trim_start().starts_with(['{', '['])
            && let Some(mut json) = Json::parse(text)
        {
            return if self.json(&mut json) {
                Cow::Owned(json.write(usize::MAX))
            } else {
                Cow::Borrowed(text)
            };
        }
        self.text(text)
    }

    /// Every text, name and number of a JSON value. `true` when something was redacted.
    fn json(&self, json: &mut Json) -> bool {
        match json {
            Json::Null | Json::Bool(_) => false,
            Json::Int(_) | Json::UInt(_) | Json::Float(_) => self.put(&json.write(usize::MAX), json),
            Json::String(text) => {
                let redacted = match self.value(text) {
                    Cow::Owned(redacted) => redacted,
                    // What a marker stands for was not looked at.
                    Cow::Borrowed(_) => return text == TOO_DEEP,
                };
                *text = redacted;
                true
            }
            Json::Array(items) => items.iter_mut().fold(false, |any, item| self.json(item) | any),
            Json::Object(fields) => fields.iter_mut().fold(false, |any, (name, value)| {
                let renamed = match self.text(name) {
                    Cow::Owned(renamed) => Some(renamed),
                    Cow::Borrowed(_) => None,
                };
                let any = any | renamed.is_some();
                if let Some(renamed) = renamed {
                    *name = renamed;
                }
                self.json(value) | any
            }),
        }
    }

    fn put(&self, text: &str, json: &mut Json) -> bool {
        match self.text(text) {
            Cow::Owned(redacted) => {
                *json = Json::String(redacted);
                true
            }
            Cow::Borrowed(_) => false,
        }
    }
}

impl fmt::Debug for Redactors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} redactors", self.0.len())
    }
}

/// The same redactors, not equivalent ones.
impl PartialEq for Redactors {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(|(a, b)| Arc::ptr_eq(a, b))
    }
}

impl Eq for Redactors {}

#[cfg(test)]
mod tests;
