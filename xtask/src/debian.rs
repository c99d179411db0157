//! Programs out of Debian's packages, unpacked below the target directory without installing them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

/// The keys of all releases that are supported.
const KEYS: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";

/// Debian's packages, with lists of our own: the system's may be missing or old, and only its administrator may renew
/// them.
#[derive(Debug)]
pub(crate) struct Packages<'a> {
    home: &'a Path,
    /// What apt is told of another release than the system's.
    configuration: Option<PathBuf>,
}

impl<'a> Packages<'a> {
    /// Fetches the lists into this folder, where packages are unpacked too.
    pub(crate) fn listed_in(home: &'a Path) -> Result<Self> {
        Self { home, configuration: None }.updated()
    }

    /// The same of another release of Debian, for what this system's is too old for: from the mirror that the system
    /// uses, without adding it to the system's sources.
    pub(crate) fn of_release(home: &'a Path, release: &str) -> Result<Self> {
        let mirror = Self::listed_in(home)?.mirror()?;
        let folder = home.join(release);
        let place = |name: &str| folder.join(name);
        for empty in ["parts", "preferences"] {
            fs::create_dir_all(place(empty))?;
        }
        fs::write(place("sources.list"), format!("deb [signed-by={KEYS}] {mirror} {release} main\n"))?;
        let options = [
            ("Etc::SourceList", place("sources.list")),
            ("Etc::SourceParts", place("parts")),
            ("Etc::Preferences", place("none")),
            ("Etc::PreferencesParts", place("preferences")),
            // Nothing of that release is installed.
            ("State::Status", "/dev/null".into()),
        ];
        let options = options.iter().map(|(name, path)| format!("Dir::{name} \"{}\";\n", path.display()));
        let configuration = place("apt.conf");
        fs::write(&configuration, options.collect::<String>())?;
        Self { home, configuration: Some(configuration) }.updated()
    }

    fn updated(self) -> Result<Self> {
        // Lists of one release would take the place of those of the other.
        if self.lists().exists() {
            fs::remove_dir_all(self.lists())?;
        }
        fs::create_dir_all(self.lists().join("partial"))?;
        fs::create_dir_all(self.cache().join("archives/partial"))?;
        run(self.apt("apt-get").args(["-qq", "update"]))?;
        Ok(self)
    }

    /// Where the system gets Debian's packages.
    fn mirror(&self) -> Result<String> {
        let output = self.apt("apt-get").args(["indextargets", "--format", "$(SITE)"]).output()?;
        let text = String::from_utf8_lossy(&output.stdout);
        let mirror =
            text.lines().map(|site| site.trim_end_matches('/')).find(|site| site.ends_with("/debian"));
        Ok(mirror.context("the system has no mirror of Debian")?.to_owned())
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
        apt.envs(self.configuration.as_ref().map(|file| ("APT_CONFIG", file)));
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
