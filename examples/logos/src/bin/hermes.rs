//! The service `hermes`.

use example_support::service;
use logos::{hermes, setup};

fn main() -> anyhow::Result<()> {
    let _telemetry = setup::telemetry("hermes")?;
    service::run(hermes::serve())
}
