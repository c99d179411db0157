//! The service that is in front of the model.

use economy::{llm_proxy, setup};
use example_support::service;

fn main() -> anyhow::Result<()> {
    let _telemetry = setup::telemetry("llm_proxy")?;
    service::run(llm_proxy::serve())
}
