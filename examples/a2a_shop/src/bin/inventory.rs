//! The agent `inventory`.

use a2a_shop::{
    agent::{self, INVENTORY},
    setup,
};
use example_support::service;

fn main() -> anyhow::Result<()> {
    // A guard beside the service's own, for what ends with the runtime.
    let _telemetry = setup::telemetry(INVENTORY.name)?;
    service::run(agent::serve(&INVENTORY, setup::telemetry(INVENTORY.name)?))
}
