//! Tests of what must not compile.

use std::env;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The variable that decides over the fail cases: `always` or `never`; else the toolchain does.
const VARIABLE: &str = "OPENINFERENCE_COMPILE_FAIL";

/// Tests of annotations by [`trybuild`](https://docs.rs/trybuild): files that compile, and files that do not, each with the
/// message that it gives in a `.stderr` file beside it. Feature `compile-fail`.
///
/// Messages are the compiler's, and change with it: the fail cases run under the toolchain that `rust-toolchain.toml` of the
/// package or a folder above pins, and are left alone, with a word on stderr, under any other (`cargo +nightly test`, a test of the
/// minimum version). Without such a file they always run. `OPENINFERENCE_COMPILE_FAIL=always` or `never` decides otherwise.
///
/// ```no_run
/// #[test]
/// fn annotations_are_held_to_the_rules() {
///     openinference_runtime::testing::CompileTests::new().pass("tests/ui/pass/*.rs").fail("tests/ui/fail/*.rs");
/// }
/// ```
///
/// `TRYBUILD=overwrite cargo test` writes the `.stderr` files. The cases run when the value is dropped.
pub struct CompileTests {
    cases: trybuild::TestCases,
    /// None: the fail cases run.
    other_toolchain: Option<String>,
}

impl fmt::Debug for CompileTests {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CompileTests").field("other_toolchain", &self.other_toolchain).finish_non_exhaustive()
    }
}

impl Default for CompileTests {
    fn default() -> Self {
        Self::new()
    }
}

impl CompileTests {
    /// No cases yet.
    #[must_use]
    pub fn new() -> Self {
        let other_toolchain = match env::var(VARIABLE).as_deref() {
            Ok("always") => None,
            Ok("never") => Some(format!("{VARIABLE} says so")),
            _ => other_toolchain(),
        };
        Self { cases: trybuild::TestCases::new(), other_toolchain }
    }

    /// Files that compile and run to their ends.
    #[must_use]
    pub fn pass(self, files: impl AsRef<Path>) -> Self {
        self.cases.pass(files);
        self
    }

    /// Files that do not compile, with the messages of their `.stderr` files.
    pub fn fail(self, files: impl AsRef<Path>) -> Self {
        match &self.other_toolchain {
            None => self.cases.compile_fail(files),
            Some(why) => eprintln!("{} left alone: {why}", files.as_ref().display()),
        }
        self
    }
}

/// Why the compiler at hand is not the one whose messages are kept.
fn other_toolchain() -> Option<String> {
    let folder = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR")?);
    let pinned =
        folder.ancestors().find_map(|folder| fs::read_to_string(folder.join("rust-toolchain.toml")).ok())?;
    let pinned = channel(&pinned)?;
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("--version").output().ok()?;
    let version = String::from_utf8_lossy(&output.stdout).into_owned();
    let version = version.split(' ').nth(1)?;
    (!is_of(version, pinned)).then(|| format!("this is Rust {version}, messages are kept of {pinned}"))
}

/// The value of `channel`.
fn channel(file: &str) -> Option<&str> {
    let value =
        file.lines().find_map(|line| line.trim().strip_prefix("channel")?.trim_start().strip_prefix('='))?;
    value.split('"').nth(1)
}

/// Whether a compiler is of a channel: `1.95.0` is of `1.95.0`, `1.95` and `stable`.
fn is_of(version: &str, channel: &str) -> bool {
    if channel.starts_with(|c: char| c.is_ascii_digit()) {
        return version.strip_prefix(channel).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    }
    let kind = version.split_once('-').map_or("stable", |(_, kind)| kind.split('.').next().unwrap_or(kind));
    channel.split('-').next() == Some(kind)
}

#[cfg(test)]
mod tests {
    use super::{channel, is_of};

    #[test]
    fn a_toolchain_is_known_by_its_channel() {
        for (version, channel, expected) in [
            ("1.95.0", "1.95.0", true),
            ("1.95.0", "1.95", true),
            ("1.95.0", "1.9", false),
            ("1.96.0", "1.95", false),
            ("1.95.0", "stable", true),
            ("1.96.0-beta.2", "stable", false),
            ("1.97.0-nightly", "nightly-2026-10-01", true),
            ("1.95.0", "nightly", false),
        ] {
            assert_eq!(is_of(version, channel), expected, "{version} of {channel}");
        }
    }

    #[test]
    fn the_channel_is_read_from_the_file() {
        assert_eq!(channel("[toolchain]\n# pinned\nchannel = \"1.95.0\" # for messages\n"), Some("1.95.0"));
        assert_eq!(channel("1.95.0"), None);
    }
}
