//! The agent `inventory`.

use a2a_shop::{
    agent::{self, INVENTORY},
    setup,
};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    agent::serve(&INVENTORY, setup::telemetry(INVENTORY.name)?).await
}
