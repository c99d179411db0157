//! Beside `#[rig_tool]`, in both orders.

use openinference_runtime::testing::{Trace, capture};
use openinference_runtime::tool_span;
use rig_core::rig_tool;
use rig_core::tool::{PortableTool, ToolExecutionError};
use serde_json::{Value, json};

/// The JSON of an attribute of the first span.
fn json_of(trace: &Trace, key: &str) -> Value {
    serde_json::from_str(trace.roots[0].text(key).expect("it is there")).expect("it is JSON")
}

/// Adds.
#[rig_tool]
#[tool_span]
async fn rig_ours_last(
    /// What is added to.
    a: i32,
    b: Option<i32>,
) -> Result<i32, ToolExecutionError> {
    Ok(a + b.unwrap_or_default())
}

/// Adds.
#[tool_span(definition = rig_definition)]
#[rig_tool]
async fn rig_ours_first(
    /// What is added to.
    a: i32,
    b: Option<i32>,
) -> Result<i32, ToolExecutionError> {
    Ok(a + b.unwrap_or_default())
}

#[tokio::test]
async fn tools_of_rig() {
    let arguments = || RigOursLastParameters { a: 1, b: Some(2) };
    let (sum, trace) = capture(RigOursLast.call(arguments())).await;
    assert_eq!(sum.unwrap(), 3);
    assert_eq!(trace.roots[0].text("tool.name"), Some("rig_ours_last"));
    assert_eq!(json_of(&trace, "input.value"), json!({ "a": 1, "b": 2 }));
    assert_eq!(json_of(&trace, "tool.parameters")["required"], json!(["a"]));

    let (sum, trace) = capture(RigOursFirst.call(RigOursFirstParameters { a: 1, b: None })).await;
    assert_eq!(sum.unwrap(), 1);
    let schema = json_of(&trace, "tool.parameters");
    assert_eq!(schema["properties"]["a"]["description"], "What is added to.");
    assert_eq!(rig_definition().parameters(), &schema);
    let told = RigOursFirst.parameters();
    assert_eq!(told["properties"]["a"]["description"], "What is added to.", "rig reads it as well");
    assert_eq!(told["required"], schema["required"]);
}
