//! The service `sophia`.

use logos::{setup, sophia};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let _telemetry = setup::telemetry("sophia")?;
    sophia::serve().await
}
