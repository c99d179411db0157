//! The tools behind the gateway, as a model is told about them and as it calls them.

use anyhow::{Context as _, Result};
use async_openai::types::chat::{ChatCompletionTool, ChatCompletionTools, FunctionCall, FunctionObject};
use openinference_runtime::propagation::mcp::traced;
use rmcp::{
    RoleClient, ServiceExt as _,
    model::{CallToolRequestParams, CallToolResult, Tool},
    service::RunningService,
    transport::StreamableHttpClientTransport,
};
use serde_json::{Map, Value};

use crate::mcp_gateway::PATH;

pub(super) struct Tools(RunningService<RoleClient, ()>);

impl Tools {
    pub(super) async fn connect(gateway: &str) -> Result<Self> {
        let transport = StreamableHttpClientTransport::from_uri(format!("{gateway}{PATH}"));
        Ok(Self(().serve(transport).await.context("mcp_gateway is not there")?))
    }

    pub(super) async fn definitions(&self) -> Result<Vec<ChatCompletionTools>> {
        Ok(self.0.list_all_tools().await?.into_iter().map(definition).collect())
    }

    /// Calls a tool, as part of the span in progress. What a tool says is an answer too when it is about a failure: the
    /// model can react to it.
    pub(super) async fn call(&self, call: &FunctionCall) -> Result<String> {
        let arguments: Map<String, Value> = match serde_json::from_str(&call.arguments) {
            Ok(arguments) => arguments,
            Err(error) => return Ok(format!("error: these are no arguments: {error}")),
        };
        let params = CallToolRequestParams::new(call.name.clone()).with_arguments(arguments);
        let result = self.0.call_tool(traced(params)).await.context("mcp_gateway does not answer")?;
        Ok(text(&result))
    }
}

fn definition(tool: Tool) -> ChatCompletionTools {
    let function = FunctionObject {
        name: tool.name.to_string(),
        description: tool.description.map(|description| description.to_string()),
        parameters: Some(Value::Object(tool.input_schema.as_ref().clone())),
        strict: None,
    };
    ChatCompletionTools::Function(ChatCompletionTool { function })
}

fn text(result: &CallToolResult) -> String {
    let texts = result.content.iter().filter_map(|content| content.as_text());
    let text = texts.map(|text| text.text.as_str()).collect::<Vec<_>>().join("\n");
    if result.is_error == Some(true) { format!("error: {text}") } else { text }
}
