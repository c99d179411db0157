//! The service `sophia`.

use example_support::service;
use logos::{setup, sophia};

fn main() -> anyhow::Result<()> {
    let _telemetry = setup::telemetry("sophia")?;
    service::run(sophia::serve())
}
