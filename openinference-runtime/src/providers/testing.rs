//! What the tests of the shapes have in common.

use std::collections::BTreeMap;

use crate::opentelemetry::Value;

use super::PayloadFormat;
use super::recognition::{chunk_format, request_format, response_format};
use crate::attributes::Attributes;
use crate::config::TraceConfig;
use crate::json::Json;
use crate::semconv::SpanKind;
use crate::semconv::lookup;

/// What was written: the last value of each key, as text.
#[derive(Debug, PartialEq)]
pub(super) struct Written(BTreeMap<String, String>);

impl Written {
    pub(super) fn by(write: impl FnOnce(&mut Attributes<'_>)) -> Self {
        let config = TraceConfig::default();
        let mut out = Attributes::new(&config);
        write(&mut out);
        let mut written = BTreeMap::new();
        for (key, value) in out.iter() {
            let key = key.text();
            assert!(
                lookup::attribute(&key).is_some() || key.starts_with("output."),
                "{key} is a key of the conventions"
            );
            let value = match value {
                Value::String(text) => text.to_string(),
                other => format!("{other:?}"),
            };
            written.insert(key.into_owned(), value);
        }
        Self(written)
    }

    #[track_caller]
    pub(super) fn has(&self, key: &str, value: &str) -> &Self {
        assert_eq!(self.0.get(key).map(String::as_str), Some(value), "{key} in {self:#?}");
        self
    }

    #[track_caller]
    pub(super) fn lacks(&self, part: &str) -> &Self {
        assert!(!self.0.keys().any(|key| key.contains(part)), "{part} in {self:#?}");
        self
    }

    pub(super) fn get(&self, key: &str) -> &str {
        self.0.get(key).map(String::as_str).unwrap_or_default()
    }

    /// Everything but the output, which a stream has and a response does not.
    pub(super) fn without_output(mut self) -> Self {
        self.0.retain(|key, _| !key.starts_with("output."));
        self
    }
}

#[track_caller]
pub(super) fn json(text: &str) -> Json {
    Json::parse(text).unwrap_or_else(|| panic!("this is JSON: {text}"))
}

/// The name of a format's type.
pub(super) fn name(format: Option<&'static dyn PayloadFormat>) -> String {
    format.map(|format| format!("{format:?}")).unwrap_or_default()
}

/// Reads a request by the format that recognises it.
#[track_caller]
pub(super) fn request(kind: SpanKind, format: &str, payload: &str) -> Written {
    let payload = json(payload);
    let found = request_format(kind, payload.view());
    assert_eq!(name(found), format, "{}", payload.write(1000));
    Written::by(|out| {
        if let Some(found) = found {
            found.request(payload.view(), out);
        }
    })
}

/// Reads a response by the format that recognises it.
#[track_caller]
pub(super) fn response(kind: SpanKind, format: &str, payload: &str) -> Written {
    let payload = json(payload);
    let found = response_format(kind, None, payload.view());
    assert_eq!(name(found), format, "{}", payload.write(1000));
    Written::by(|out| {
        if let Some(found) = found {
            found.response(payload.view(), out);
        }
    })
}

/// Reads a stream by the format that recognises its first item.
#[track_caller]
pub(super) fn stream(kind: SpanKind, format: &str, chunks: &[&str]) -> Written {
    let chunks: Vec<Json> = chunks.iter().map(|chunk| json(chunk)).collect();
    let found = chunks.iter().find_map(|chunk| chunk_format(kind, None, chunk.view()));
    assert_eq!(name(found), format);
    Written::by(|out| {
        if let Some(mut merge) = found.and_then(PayloadFormat::merge) {
            chunks.iter().for_each(|chunk| merge.chunk(chunk.view()));
            merge.finish(out);
        }
    })
}
