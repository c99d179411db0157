//! The service that brings agents into the world.

use economy::{genesis, setup};
use example_support::service;

fn main() -> anyhow::Result<()> {
    let _telemetry = setup::telemetry("genesis")?;
    service::run(genesis::serve())
}
