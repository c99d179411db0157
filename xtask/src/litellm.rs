//! The Python environment in which LiteLLM says what calls cost.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

use crate::{phoenix, workspace, workspace::Metadata};

/// The Python of the environment, if an earlier [`prepare`] made it from the pin as it is now.
///
/// # Errors
/// When the target directory or the pin cannot be read.
pub fn find() -> Result<Option<PathBuf>> {
    let home = home()?;
    let installed = fs::read_to_string(stamp(&home)).ok();
    Ok((installed == Some(fs::read_to_string(pin())?)).then(|| python(&home)))
}

/// The Python of the environment, made first when it is missing or older than the pin (350 MB).
///
/// # Errors
/// When there is no suitable Python, with what to install; or when the installation fails.
pub fn prepare() -> Result<PathBuf> {
    if let Some(python) = find()? {
        return Ok(python);
    }
    let home = home()?;
    println!("Installing LiteLLM into {} (350 MB)", home.display());
    if home.exists() {
        fs::remove_dir_all(&home)?;
    }
    run(Command::new(phoenix::suitable_python()?).args(["-m", "venv"]).arg(&home))?;
    run(Command::new(python(&home))
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"])
        .arg(pin()))?;
    // Written last: an interrupted installation is started afresh.
    fs::copy(pin(), stamp(&home))?;
    Ok(python(&home))
}

fn home() -> Result<PathBuf> {
    Ok(Metadata::read()?.target_dir()?.join("litellm"))
}

fn pin() -> PathBuf {
    workspace::root().join("tests/data/litellm/requirements.txt")
}

fn stamp(home: &Path) -> PathBuf {
    home.join("installed-pins.txt")
}

fn python(home: &Path) -> PathBuf {
    home.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}

fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{command:?} did not start"))?;
    ensure!(status.success(), "{command:?} failed ({status})");
    Ok(())
}
