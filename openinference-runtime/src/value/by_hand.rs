//! Values that a program gives by hand.

use serde::Serialize;

use crate::config::TraceConfig;
use crate::json::Json;
use crate::record::to_json;

/// A value given by hand, as JSON. Names of secrets that an application has added are obeyed where it is written.
pub(super) fn json<T: Serialize + ?Sized>(value: &T) -> Json {
    to_json(value, &TraceConfig::default()).unwrap_or_else(|error| Json::String(format!("<{error}>")))
}
