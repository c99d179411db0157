//! The service that is in front of the model.

use economy::{llm_proxy, setup};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let _telemetry = setup::telemetry("llm_proxy")?;
    llm_proxy::serve().await
}
