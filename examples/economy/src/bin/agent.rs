//! The service that works on tasks.

use economy::{agent, setup};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let _telemetry = setup::telemetry("agent")?;
    agent::serve().await
}
