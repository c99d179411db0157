//! The agent `sales`.

use a2a_shop::{
    agent::{self, SALES},
    setup,
};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    agent::serve(&SALES, setup::telemetry(SALES.name)?).await
}
