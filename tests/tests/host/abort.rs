//! Under `panic = "abort"` nothing can be caught: `tests/abort` is such a program.

use std::process::Command;

use anyhow::{Context as _, Result};
use xtask::workspace::{self, Metadata};

#[test]
fn a_thread_may_use_everything_while_it_ends_where_panics_abort() -> Result<()> {
    let target = Metadata::read()?.target_dir()?.join("abort");
    let ended = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--locked", "--manifest-path", "tests/abort/Cargo.toml", "--target-dir"])
        .arg(target)
        .current_dir(workspace::root())
        .output()
        .context("a program")?;
    assert!(ended.status.success(), "{ended:?}");
    assert_eq!(String::from_utf8_lossy(&ended.stdout).trim(), "6", "every end of a thread: {ended:?}");
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "", "without a word");
    Ok(())
}
