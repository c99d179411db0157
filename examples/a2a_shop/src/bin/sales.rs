//! The agent `sales`.

use a2a_shop::{
    agent::{self, SALES},
    setup,
};
use example_support::service;

fn main() -> anyhow::Result<()> {
    // A guard beside the service's own, for what ends with the runtime.
    let _telemetry = setup::telemetry(SALES.name)?;
    service::run(agent::serve(&SALES, setup::telemetry(SALES.name)?))
}
