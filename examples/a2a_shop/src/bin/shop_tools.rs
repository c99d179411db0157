//! The service that has the tools.

use a2a_shop::{setup, tools};
use example_support::service;

fn main() -> anyhow::Result<()> {
    // A guard beside the service's own, for what ends with the runtime.
    let _telemetry = setup::telemetry("shop_tools")?;
    service::run(tools::serve(setup::telemetry("shop_tools")?))
}
