//! The service that brings agents into the world.

use economy::{genesis, setup};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let _telemetry = setup::telemetry("genesis")?;
    genesis::serve().await
}
