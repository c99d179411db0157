//! Programs of Debian's packages, unpacked without installing them: nobody has to be the system's administrator.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, ensure};

/// Unpacks the packages of these names below `home`. Those that they depend on are not.
///
/// # Errors
/// Where Debian's tools are missing or fail.
pub(crate) fn unpack(packages: &[&str], home: &Path) -> Result<()> {
    // With package lists of its own: the system's may be missing or old, and only its administrator may renew them.
    let (lists, cache) = (home.join("lists"), home.join("cache"));
    fs::create_dir_all(lists.join("partial"))?;
    fs::create_dir_all(cache.join("archives/partial"))?;
    let option = |name: &str, path: &Path| format!("--option={name}={}", path.display());
    for arguments in [&["update"][..], &[&["download"], packages].concat()] {
        let mut apt = Command::new("apt-get");
        apt.arg("-qq").arg(option("Dir::State::Lists", &lists)).arg(option("Dir::Cache", &cache));
        run(apt.args(arguments).current_dir(home))?;
    }
    let files = fs::read_dir(home)?.filter_map(Result::ok).map(|entry| entry.path());
    let files: Vec<_> =
        files.filter(|path| path.extension().is_some_and(|extension| extension == "deb")).collect();
    ensure!(files.len() == packages.len(), "{} of {packages:?} were downloaded", files.len());
    files.iter().try_for_each(|file| run(Command::new("dpkg-deb").arg("--extract").arg(file).arg(home)))
}

fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{command:?} did not start"))?;
    ensure!(status.success(), "{command:?} failed ({status})");
    Ok(())
}
