//! The agent `product`.

use a2a_shop::{
    agent::{self, PRODUCT},
    setup,
};
use example_support::service;

fn main() -> anyhow::Result<()> {
    // A guard beside the service's own, for what ends with the runtime.
    let _telemetry = setup::telemetry(PRODUCT.name)?;
    service::run(agent::serve(&PRODUCT, setup::telemetry(PRODUCT.name)?))
}
