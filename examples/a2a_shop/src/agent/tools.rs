//! The tools behind servers of the Model Context Protocol.

use std::time::Duration;

use anyhow::{Context as _, Result};
use openinference_runtime::propagation::mcp::traced;
use rmcp::{
    RoleClient, ServiceExt as _,
    model::{self, CallToolRequestParams, CallToolResult},
    service::RunningService,
    transport::StreamableHttpClientTransport,
};
use serde_json::Value;
use tokio::time::timeout;

use crate::model::{Call, Tool};

/// A tool that takes longer is given up.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Debug)]
pub(super) struct Tools {
    servers: Vec<Server>,
}

#[derive(Debug)]
struct Server {
    client: RunningService<RoleClient, ()>,
    tools: Vec<model::Tool>,
}

impl Tools {
    /// Connects to the servers: the first has tools for several agents, of which `wanted` are this one's; those of the
    /// others are for every agent.
    pub(super) async fn connect(urls: &[String], wanted: &[&str]) -> Result<Self> {
        let mut servers = Vec::new();
        for url in urls {
            let transport = StreamableHttpClientTransport::from_uri(url.clone());
            let client = ().serve(transport).await.with_context(|| format!("no MCP server at {url}"))?;
            let mut tools = client.list_all_tools().await.with_context(|| format!("no tools at {url}"))?;
            if servers.is_empty() {
                tools.retain(|tool| wanted.contains(&&*tool.name));
            }
            servers.push(Server { client, tools });
        }
        Ok(Self { servers })
    }

    pub(super) fn definitions(&self) -> impl Iterator<Item = Tool> {
        self.servers.iter().flat_map(|server| &server.tools).map(|tool| Tool {
            name: tool.name.to_string(),
            description: tool.description.as_deref().unwrap_or_default().to_owned(),
            schema: Value::Object(tool.input_schema.as_ref().clone()),
        })
    }

    /// Calls a tool, as part of the span in progress. What a tool says is an answer too when it is about a failure: the
    /// model can react to it. Nothing said at all is a failure of the agent's.
    pub(super) async fn call(&self, call: &Call) -> Result<String> {
        let has = |server: &&Server| server.tools.iter().any(|tool| tool.name == call.name);
        let Some(server) = self.servers.iter().find(has) else {
            return Ok(format!("error: there is no tool {}", call.name));
        };
        let params = CallToolRequestParams::new(call.name.clone()).with_arguments(call.arguments.clone());
        let result = timeout(PATIENCE, server.client.call_tool(traced(params))).await;
        let result = result.with_context(|| format!("{} has not answered within {PATIENCE:?}", call.name))?;
        Ok(text(&result.with_context(|| format!("{} does not answer", call.name))?))
    }
}

fn text(result: &CallToolResult) -> String {
    let texts = result.content.iter().filter_map(|content| content.as_text());
    let text = texts.map(|text| text.text.as_str()).collect::<Vec<_>>().join("\n");
    if result.is_error == Some(true) { format!("error: {text}") } else { text }
}
