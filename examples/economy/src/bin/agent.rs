//! The service that works on tasks.

use economy::{agent, setup};
use example_support::service;

fn main() -> anyhow::Result<()> {
    let _telemetry = setup::telemetry("agent")?;
    service::run(agent::serve())
}
