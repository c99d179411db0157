//! What an `exception` event says.

use crate::opentelemetry::KeyValue;
use crate::semconv::attributes::{EXCEPTION_MESSAGE, EXCEPTION_STACKTRACE, EXCEPTION_TYPE};

/// The texts of an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Exception {
    /// `exception.type`: the full path of the type.
    pub(crate) type_name: String,
    /// `exception.message`; `None` for a type that says nothing.
    pub(crate) message: Option<String>,
    /// The chain of causes, one on a line, or the place of a panic.
    pub(crate) trace: Option<String>,
}

impl Exception {
    /// A panic of which nothing else is known.
    pub(crate) fn panicked() -> Self {
        Self { type_name: "panic".to_owned(), message: None, trace: None }
    }

    /// As the attributes of an `exception` event.
    pub(crate) fn into_attributes(self) -> Vec<KeyValue> {
        let mut attributes = vec![KeyValue::new(EXCEPTION_TYPE, self.type_name)];
        attributes.extend(self.message.map(|message| KeyValue::new(EXCEPTION_MESSAGE, message)));
        attributes.extend(self.trace.map(|trace| KeyValue::new(EXCEPTION_STACKTRACE, trace)));
        attributes
    }

    /// `Type: message`, the type without its path; of an error that is a text, the text.
    pub(crate) fn status(&self) -> String {
        let name = short_type_name(&self.type_name);
        match &self.message {
            Some(message) if !message.is_empty() && is_text(&name) => message.clone(),
            Some(message) if !message.is_empty() && *message != name => format!("{name}: {message}"),
            _ => name,
        }
    }
}

/// Whether a type, by its short name, is a text: to call it one says nothing of the error.
fn is_text(name: &str) -> bool {
    let name = name.trim_start_matches('&').trim_start_matches("mut ");
    let inner = ["Box<", "Rc<", "Arc<", "Cow<"]
        .iter()
        .find_map(|pointer| name.strip_prefix(pointer)?.strip_suffix('>'));
    matches!(inner.unwrap_or(name), "str" | "String" | "'_, str" | "'static, str")
}

/// `alloc::boxed::Box<dyn core::error::Error>` as `Box<dyn Error>`.
pub(crate) fn short_type_name(path: &str) -> String {
    let mut short = String::with_capacity(path.len());
    let mut segment_start = 0;
    let mut rest = path;
    while let Some(c) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("::") {
            short.truncate(segment_start);
            rest = after;
            continue;
        }
        short.push(c);
        if !(c.is_alphanumeric() || c == '_') {
            segment_start = short.len();
        }
        rest = &rest[c.len_utf8()..];
    }
    short
}
