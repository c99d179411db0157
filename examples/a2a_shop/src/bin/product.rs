//! The agent `product`.

use a2a_shop::{
    agent::{self, PRODUCT},
    setup,
};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    agent::serve(&PRODUCT, setup::telemetry(PRODUCT.name)?).await
}
