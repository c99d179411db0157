//! Programs out of Debian's packages, unpacked below the target directory without installing them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

/// Debian's packages, with lists of our own: the system's may be missing or old, and only its administrator may renew
/// them.
#[derive(Debug)]
pub(crate) struct Packages<'a> {
    home: &'a Path,
}

impl<'a> Packages<'a> {
    /// Fetches the lists into this folder, where packages are unpacked too.
    pub(crate) fn listed_in(home: &'a Path) -> Result<Self> {
        let packages = Self { home };
        fs::create_dir_all(packages.lists().join("partial"))?;
        fs::create_dir_all(packages.cache().join("archives/partial"))?;
        run(packages.apt("apt-get").args(["-qq", "update"]))?;
        Ok(packages)
    }

    /// The packages that a package needs, whichever kind they are.
    pub(crate) fn needs(&self, package: &str) -> Result<Vec<String>> {
        let mut apt = self.apt("apt-cache");
        let output = apt.args(["depends", "--no-recommends", "--no-suggests", package]).output()?;
        ensure!(output.status.success(), "there is no package {package}");
        let text = String::from_utf8_lossy(&output.stdout);
        let names = text.lines().filter_map(|line| line.trim().strip_prefix("Depends: "));
        Ok(names.filter(|name| !name.starts_with('<')).map(str::to_owned).collect())
    }

    /// Downloads and unpacks them.
    pub(crate) fn unpack(&self, packages: &[&str]) -> Result<()> {
        run(self.apt("apt-get").args(["-qq", "download"]).args(packages).current_dir(self.home))?;
        let files = fs::read_dir(self.home)?.filter_map(Result::ok).map(|entry| entry.path());
        for file in files.filter(|path| path.extension().is_some_and(|extension| extension == "deb")) {
            run(Command::new("dpkg-deb").arg("--extract").arg(&file).arg(self.home))?;
            fs::remove_file(file)?;
        }
        Ok(())
    }

    fn apt(&self, program: &str) -> Command {
        let option = |name: &str, path: &Path| format!("--option={name}={}", path.display());
        let mut apt = Command::new(program);
        apt.arg(option("Dir::State::Lists", &self.lists())).arg(option("Dir::Cache", &self.cache()));
        apt
    }

    fn lists(&self) -> PathBuf {
        self.home.join("lists")
    }

    fn cache(&self) -> PathBuf {
        self.home.join("cache")
    }
}

pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{command:?} did not start"))?;
    ensure!(status.success(), "{command:?} failed ({status})");
    Ok(())
}
