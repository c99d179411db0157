//! A value or an attribute on its way into the masked list.

use opentelemetry::Value;

use crate::attributes::Attributes;
use crate::config::TraceConfig;
use crate::foreign_code;
use crate::key::AttributeKey;
use crate::panics::catch_panic;
use crate::record::{AttributeValue, FAILED, Recorded};
use crate::semconv::KeyPattern;

/// Writes a value with its MIME type.
pub(super) fn write_value(
    out: &mut Attributes<'_>,
    key: KeyPattern,
    mime_key: KeyPattern,
    value: Recorded,
    config: &TraceConfig,
) {
    let mime_type = value.mime_type();
    if value.is_clean() {
        out.push_written(key, value.into_text(config));
    } else {
        out.push(key, value.into_text(config));
    }
    out.push_constant(mime_key, mime_type.as_str());
}

/// Evaluates what the user wrote; a panic leaves a marker.
pub(super) fn evaluate<Type, V: AttributeValue<Type>>(
    config: &TraceConfig,
    value: impl FnOnce() -> V,
) -> Option<Value> {
    catch_panic(|| {
        let value = value();
        foreign_code::run(|| value.attribute_value(config))
    })
    .unwrap_or_else(|| Some(Value::String(FAILED.into())))
}

/// Evaluates and masks one attribute; what is hidden is not evaluated.
pub(super) fn explicit<Type, V: AttributeValue<Type>>(
    out: &mut Attributes<'_>,
    key: AttributeKey,
    value: impl FnOnce() -> V,
) {
    if !out.wants_key(&key) {
        out.hide(key);
    } else if let Some(value) = evaluate::<Type, V>(out.config(), value) {
        out.push(key, value);
    }
}
