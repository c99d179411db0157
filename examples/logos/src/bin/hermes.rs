//! The service `hermes`.

use logos::{hermes, setup};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let _telemetry = setup::telemetry("hermes")?;
    hermes::serve().await
}
