//! The service that has the tools.

use economy::{mcp_gateway, setup};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let _telemetry = setup::telemetry("mcp_gateway")?;
    mcp_gateway::serve().await
}
