//! Tools that are declared once: the function, its span, and what a model is told of it.

#[path = "tools/definition.rs"]
mod definition;
#[path = "tools/schema.rs"]
mod schema;
#[path = "tools/stacked.rs"]
mod stacked;

use openinference_runtime::testing::Trace;
use serde_json::Value;

/// The schema on the first span: both attributes are the same.
fn schema_of(trace: &Trace) -> Value {
    let span = &trace.roots[0];
    let text = span.text("tool.parameters").expect("there is a schema");
    assert_eq!(span.text("tool.json_schema"), Some(text));
    serde_json::from_str(text).expect("it is JSON")
}

/// The JSON of the input of the first span.
fn input_of(trace: &Trace) -> Value {
    serde_json::from_str(trace.roots[0].text("input.value").expect("there is an input")).expect("it is JSON")
}
