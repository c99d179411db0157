//! What the spans are sent to is gone for a while.

use std::path::Path;

use anyhow::{Context as _, Result};
use xtask::demo::{System, outage};

#[test]
fn without_phoenix_or_the_forwarder_it_carries_on_and_each_span_arrives_later_or_is_counted() -> Result<()> {
    let programs = Path::new(env!("CARGO_BIN_EXE_mats")).parent().context("a program is in a folder")?;
    outage::carries_on(&System::find("mats")?, programs)
}
