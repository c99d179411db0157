//! The service that has the tools.

use economy::{mcp_gateway, setup};
use example_support::service;

fn main() -> anyhow::Result<()> {
    let _telemetry = setup::telemetry("mcp_gateway")?;
    service::run(mcp_gateway::serve())
}
