//! Values that are not what their key says.

use super::checked_span::CheckedSpan;
use super::rule::{Rule, Severity};
use crate::config::REDACTED;
use crate::json::Json;
use crate::semconv::attributes::{
    ANNOTATION_ANNOTATOR_KIND, AUDIO_MIME_TYPE, EVALUATION_ANNOTATOR_KIND, INPUT_MIME_TYPE, INPUT_VALUE,
    LLM_PROVIDER, LLM_SYSTEM, MESSAGE_CONTENT_TYPE, MESSAGE_FUNCTION_CALL_ARGUMENTS_JSON, OUTPUT_MIME_TYPE,
    OUTPUT_VALUE, TOOL_CALL_FUNCTION_ARGUMENTS_JSON,
};
use crate::semconv::{
    AnnotatorKind, Attribute, LlmProvider, LlmSystem, MessageContentType, ValueType, lookup,
};

/// JSON that a model has written: what it got wrong is worth knowing, but no mistake of the instrumentation.
const BY_A_MODEL: &[&str] = &[TOOL_CALL_FUNCTION_ARGUMENTS_JSON, MESSAGE_FUNCTION_CALL_ARGUMENTS_JSON];

pub(super) fn check(span: &mut CheckedSpan<'_>) {
    for (key, value) in span.said() {
        nul(span, key, value);
        let row = lookup::attribute(key);
        if let Some(expected) = row.map(|row| row.value_type).or_else(|| lookup::open_detail(key)) {
            of_type(span, key, value, expected, row);
        }
        if let (Some(row), Json::String(text)) = (row, value) {
            enumeration(span, key, text, row.key);
        }
    }
    declared_json(span, INPUT_MIME_TYPE, INPUT_VALUE);
    declared_json(span, OUTPUT_MIME_TYPE, OUTPUT_VALUE);
}

fn nul(span: &mut CheckedSpan<'_>, key: &str, value: &Json) {
    if value.as_str().is_some_and(|text| text.contains('\0')) {
        span.report(Rule::NulCharacter, Some(key), format!("`{key}` has a NUL character in it"));
    }
}

fn of_type(
    span: &mut CheckedSpan<'_>,
    key: &str,
    value: &Json,
    expected: ValueType,
    row: Option<&Attribute>,
) {
    match expected {
        ValueType::ObjectList | ValueType::Object | ValueType::Prefix => {
            let message = match expected {
                ValueType::ObjectList => {
                    format!("`{key}` is a list of objects: write `{key}.0.…`, `{key}.1.…`")
                }
                ValueType::Object => format!("`{key}` is an object: write its parts as `{key}.…`"),
                _ => format!("`{key}` is the beginning of other keys, not a key"),
            };
            span.report(Rule::NotFlattened, Some(key), message);
        }
        ValueType::Json => json(span, key, value, row),
        _ if is_of(value, expected) => {}
        _ if is_not_finite(value) && wants_number(expected) => {
            span.report(Rule::NonFinite, Some(key), format!("`{key}` is not finite"));
        }
        _ => {
            let message = format!("`{key}` is {}, not {}", describe(value), article(expected));
            span.report(Rule::WrongType, Some(key), message);
        }
    }
}

fn is_of(value: &Json, expected: ValueType) -> bool {
    match expected {
        ValueType::String => matches!(value, Json::String(_)),
        ValueType::Integer => is_integer(value),
        ValueType::Float => matches!(value, Json::Float(_)),
        ValueType::Number => is_integer(value) || matches!(value, Json::Float(_)),
        ValueType::Boolean => matches!(value, Json::Bool(_)),
        ValueType::StringOrInteger => is_integer(value) || matches!(value, Json::String(_)),
        ValueType::StringList => is_list_of(value, |item| matches!(item, Json::String(_))),
        ValueType::FloatList => is_list_of(value, |item| matches!(item, Json::Float(_))),
        // A type that a newer table knows cannot be judged.
        _ => true,
    }
}

fn is_integer(value: &Json) -> bool {
    matches!(value, Json::Int(_) | Json::UInt(_))
}

fn is_list_of(value: &Json, item: impl Fn(&Json) -> bool) -> bool {
    value.as_array().is_some_and(|items| items.iter().all(|found| item(found) || *found == REDACTED))
}

fn wants_number(expected: ValueType) -> bool {
    matches!(expected, ValueType::Float | ValueType::Number)
}

fn is_not_finite(value: &Json) -> bool {
    value.as_str().is_some_and(|text| matches!(text, "NaN" | "Infinity" | "-Infinity"))
}

fn describe(value: &Json) -> &'static str {
    match value {
        Json::Null => "nothing",
        Json::Bool(_) => "a boolean",
        Json::Int(_) | Json::UInt(_) => "an integer",
        Json::Float(_) => "a float",
        Json::String(_) => "a string",
        Json::Array(_) => "a list of something else",
        Json::Object(_) => "an object",
    }
}

fn article(expected: ValueType) -> String {
    let vowel = expected.description().starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {expected}", if vowel { "an" } else { "a" })
}

fn json(span: &mut CheckedSpan<'_>, key: &str, value: &Json, row: Option<&Attribute>) {
    let Json::String(text) = value else {
        let message = format!("`{key}` is {}, not a string that holds JSON", describe(value));
        return span.report(Rule::WrongType, Some(key), message);
    };
    let by_a_model = row.is_some_and(|row| BY_A_MODEL.contains(&row.key));
    match Json::parse(text) {
        // Every JSON string of the conventions is an object; only what a model wrote may be anything.
        Some(Json::Object(_)) => {}
        Some(_) if by_a_model => {}
        Some(_) => span.report(Rule::NotAnObject, Some(key), format!("`{key}` is JSON, but no object")),
        None if by_a_model => {
            let message = format!("`{key}` is no JSON: the model wrote it so");
            span.report_as(Severity::Warning, Rule::InvalidJson, Some(key), message);
        }
        None => span.report(Rule::InvalidJson, Some(key), format!("`{key}` is no JSON")),
    }
}

/// A value that says of itself that it is JSON.
fn declared_json(span: &mut CheckedSpan<'_>, mime_key: &str, key: &str) {
    let node = span.node;
    let Some(text) = node.text(key).filter(|text| *text != REDACTED) else { return };
    if node.text(mime_key) == Some("application/json") && Json::parse(text).is_none() {
        span.report(
            Rule::InvalidJson,
            Some(key),
            format!("`{key}` is no JSON, although `{mime_key}` says so"),
        );
    }
}

fn enumeration(span: &mut CheckedSpan<'_>, key: &str, text: &str, row: &str) {
    let near = match row {
        LLM_SYSTEM => near(text, LlmSystem::ALL),
        LLM_PROVIDER => near(text, LlmProvider::ALL),
        ANNOTATION_ANNOTATOR_KIND | EVALUATION_ANNOTATOR_KIND => near(text, AnnotatorKind::ALL),
        MESSAGE_CONTENT_TYPE => near(text, MessageContentType::ALL),
        INPUT_MIME_TYPE | OUTPUT_MIME_TYPE | AUDIO_MIME_TYPE => {
            if !is_mime_type(text) {
                span.report(Rule::MimeType, Some(key), format!("`{key}` is `{text}`, which is no MIME type"));
            }
            None
        }
        _ => None,
    };
    if let Some(near) = near {
        let message = format!("`{key}` is `{text}`, which the conventions write `{near}`");
        span.report(Rule::EnumerationValue, Some(key), message);
    }
}

/// The value that is the same word written differently: `OpenAI`, `mistral-ai`.
fn near<E: Copy + AsRef<str>>(text: &str, known: &[E]) -> Option<String> {
    let same = |one: &str, other: &str| letters(one).eq(letters(other));
    let exact = known.iter().any(|value| value.as_ref() == text);
    let near = known.iter().find(|value| same(value.as_ref(), text));
    near.filter(|_| !exact).map(|near| near.as_ref().to_owned())
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase())
}

/// `type/subtype`, with or without parameters (RFC 6838, 4.2).
fn is_mime_type(text: &str) -> bool {
    let name = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c))
    };
    let essence = text.split(';').next().unwrap_or_default().trim();
    essence.split_once('/').is_some_and(|(kind, subtype)| name(kind) && name(subtype))
}
