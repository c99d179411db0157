//! `.env.phoenix`: what a project's directory says about its Phoenix, below the process's own variables.
//!
//! The rules are those of Phoenix's libraries: the nearest file on the way up from the working directory; only a small
//! regular file of this user that nobody else can write to; only `PHOENIX_*` names. `PHOENIX_DISCOVER_CONFIG=false` turns it off.

use std::{
    collections::BTreeMap,
    fs::{self, File, Metadata},
    io::Read,
    path::{Path, PathBuf},
};

const NAME: &str = ".env.phoenix";
/// Larger files are not read.
const LIMIT: u64 = 64 << 10;

/// What was found.
#[derive(Clone, Debug, Default)]
pub(super) struct EnvFile {
    pub(super) path: PathBuf,
    pub(super) variables: BTreeMap<String, String>,
    /// What is odd about it. Never holds a value.
    pub(super) warnings: Vec<String>,
}

impl EnvFile {
    /// The nearest file in `directory` or above it. One that must not be trusted is reported and counts as empty: what lies
    /// further up is not looked at.
    pub(super) fn discover(directory: &Path) -> Option<Self> {
        let path =
            directory.ancestors().map(|one| one.join(NAME)).find(|path| path.symlink_metadata().is_ok())?;
        let mut file = Self { path, ..Self::default() };
        match file.read() {
            Ok(text) => file.variables = parse(&text),
            Err(problem) => file.warnings.push(format!("{} is not read: {problem}", file.path.display())),
        }
        Some(file)
    }

    fn read(&mut self) -> Result<String, String> {
        // Looked at before it is opened: opening a pipe would wait for its writer.
        if !fs::metadata(&self.path).map_err(|error| error.to_string())?.is_file() {
            return Err("it is not a regular file".to_owned());
        }
        let file = File::open(&self.path).map_err(|error| error.to_string())?;
        let metadata = file.metadata().map_err(|error| error.to_string())?;
        if metadata.len() > LIMIT {
            return Err(format!("it is larger than {} KiB", LIMIT >> 10));
        }
        self.check_owner(&metadata)?;
        let mut text = String::new();
        file.take(LIMIT).read_to_string(&mut text).map_err(|error| error.to_string())?;
        Ok(text)
    }

    #[cfg(unix)]
    fn check_owner(&mut self, metadata: &Metadata) -> Result<(), String> {
        use std::os::unix::fs::MetadataExt;
        if metadata.uid() != rustix::process::geteuid().as_raw() {
            return Err("it belongs to another user".to_owned());
        }
        if metadata.mode() & 0o022 != 0 {
            return Err("others can write to it: `chmod 600` keeps it to you".to_owned());
        }
        if metadata.mode() & 0o077 != 0 {
            self.warnings.push(format!(
                "{} can be read by others; it may hold a key: `chmod 600` keeps it to you",
                self.path.display()
            ));
        }
        Ok(())
    }

    #[cfg(not(unix))]
    fn check_owner(&mut self, _: &Metadata) -> Result<(), String> {
        Ok(())
    }
}

/// `NAME=value` lines, as shells and dotenv tools write them: `export`, quotes and comments are understood.
fn parse(text: &str) -> BTreeMap<String, String> {
    text.trim_start_matches('\u{feff}').lines().filter_map(assignment).collect()
}

fn assignment(line: &str) -> Option<(String, String)> {
    let line = line.trim();
    let line = line.strip_prefix("export ").unwrap_or(line);
    let (name, value) = line.split_once('=')?;
    let name = name.trim();
    let known = name.strip_prefix("PHOENIX_").is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    });
    // A file must not switch its own discovery.
    (known && name != "PHOENIX_DISCOVER_CONFIG").then(|| (name.to_owned(), unquoted(value.trim()).to_owned()))
}

fn unquoted(value: &str) -> &str {
    for quote in ['"', '\''] {
        if let Some((quoted, _)) = value.strip_prefix(quote).and_then(|rest| rest.split_once(quote)) {
            return quoted;
        }
    }
    // A comment starts at a `#` behind white space: a key may hold one.
    let comment = value.match_indices('#').find(|(at, _)| {
        value.get(..*at).is_some_and(|before| before.is_empty() || before.ends_with(char::is_whitespace))
    });
    comment.and_then(|(at, _)| value.get(..at)).unwrap_or(value).trim_end()
}
