//! What a tool's span says of its arguments.

use super::arguments::Arguments;
use super::cache::schema;
use crate::attributes::Attributes;
use crate::semconv::patterns::{TOOL_JSON_SCHEMA, TOOL_PARAMETERS};

/// Writes `tool.parameters` and `tool.json_schema`.
pub(crate) fn write_schema(declare: fn(&mut Arguments), out: &mut Attributes<'_>) {
    let schema = schema(declare);
    out.push_json(TOOL_PARAMETERS, &schema);
    out.push_json(TOOL_JSON_SCHEMA, &schema);
}
