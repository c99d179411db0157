//! Beside `#[rmcp::tool]`, in both orders.

use openinference_runtime::testing::{Trace, assert_span, capture};
use openinference_runtime::tool_span;
use rmcp::handler::server::wrapper::Parameters;
use rmcp::{Json, tool, tool_router};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{input_of, schema_of};

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
struct Sum {
    /// What is added to.
    a: i32,
    b: i32,
}

struct Server;

#[tool_router]
impl Server {
    fn new() -> Self {
        let _ = Self::tool_router();
        Self
    }

    // `#[tool]` loses a doc comment that stands above another attribute.
    #[tool]
    #[tool_span]
    /// Adds.
    async fn ours_last(&self, Parameters(sum): Parameters<Sum>) -> String {
        (sum.a + sum.b).to_string()
    }

    /// Adds.
    #[tool_span]
    #[tool]
    async fn ours_first(&self, Parameters(Sum { a, b }): Parameters<Sum>) -> String {
        (a + b).to_string()
    }

    /// Adds.
    #[tool_span(definition = our_definition)]
    #[tool]
    async fn without_pattern(&self, sum: Parameters<Sum>) -> Result<String, String> {
        Ok((sum.0.a + sum.0.b).to_string())
    }
}

/// What `rmcp` sends as structured content.
#[tool_span]
async fn structured(a: i32) -> Result<Json<Sum>, String> {
    if a < 0 { Err("negative".to_owned()) } else { Ok(Json(Sum { a, b: 1 })) }
}

#[tokio::test]
async fn structured_content_is_the_output() {
    let (_, trace) = capture(structured(2)).await;
    assert_span!(
        trace,
        "structured",
        status == ok,
        output == r#"{"a":2,"b":1}"#,
        "output.mime_type" == "application/json"
    );
}

/// The tool as the server lists it, and the span of its call: they say the same.
fn same(listed: &rmcp::model::Tool, trace: &Trace) {
    let mut listed = serde_json::to_value(listed).unwrap();
    let schema = listed["inputSchema"].as_object_mut().unwrap();
    schema.remove("$schema");
    assert_eq!(listed["inputSchema"], schema_of(trace));
    assert_eq!(listed["name"], trace.roots[0].text("tool.name").unwrap());
    assert_eq!(listed["description"], "Adds.", "{listed}");
    assert_eq!(trace.roots[0].text("tool.description"), Some("Adds."));
    assert_eq!(input_of(trace), json!({ "a": 1, "b": 2 }));
    assert_eq!(trace.roots[0].text("output.value"), Some("3"));
}

#[tokio::test]
async fn tools_of_the_model_context_protocol() {
    let server = Server::new();
    let sum = || Parameters(Sum { a: 1, b: 2 });
    let (_, trace) = capture(async { server.ours_last(sum()).await }).await;
    same(&Server::ours_last_tool_attr(), &trace);
    let (_, trace) = capture(async { server.ours_first(sum()).await }).await;
    same(&Server::ours_first_tool_attr(), &trace);
    let (_, trace) = capture(async { server.without_pattern(sum()).await }).await;
    same(&Server::without_pattern_tool_attr(), &trace);
    same(&(&Server::our_definition()).into(), &trace);
}
