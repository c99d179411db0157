//! The service that has the tools.

use a2a_shop::{setup, tools};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tools::serve(setup::telemetry("shop_tools")?).await
}
