//! The dashboards; Grafana's own types of them, and the compiler that holds a dashboard against these.

mod boards;

use std::{
    fs,
    path::PathBuf,
    process::{self, Command},
    sync::atomic::{AtomicU32, Ordering},
};

use anyhow::{Result, ensure};

pub use self::boards::{Board, FOLDER, Query, boards};
use crate::npm::{Installed, Purpose};

const GRAFANA: Purpose = Purpose { name: "grafana" };
const COMPILER: &str = "typescript/bin/tsc";
/// What a dashboard may be.
const TYPES: &str = "board.ts";

/// What is installed below the target directory, if an earlier [`prepare`] installed it from the pins as they are now.
///
/// # Errors
/// When the target directory or the pins cannot be read.
pub fn find() -> Result<Option<Installed>> {
    Installed::find_for(GRAFANA)
}

/// What is installed below the target directory, installed first when it is missing or older than the pins.
///
/// # Errors
/// When there is no npm, with what to install; or when it fails.
pub fn prepare() -> Result<Installed> {
    Installed::prepare_for(GRAFANA)
}

/// Holds dashboards, by their names and texts, against the types.
///
/// # Errors
/// What the compiler says of them: file, line, and what is wrong there.
pub fn check<'d>(
    installed: &Installed,
    dashboards: impl IntoIterator<Item = (&'d str, &'d str)>,
) -> Result<()> {
    let folder = run(installed)?;
    fs::copy(installed.files().join(TYPES), folder.join(TYPES))?;
    let mut compile = Command::new("node");
    compile
        .arg(installed.module(COMPILER))
        .args(["--noEmit", "--strict", "--skipLibCheck", "--target", "esnext"])
        .args(["--module", "esnext", "--moduleResolution", "bundler"])
        .current_dir(&folder);
    for (name, text) in dashboards {
        // The text stays on its lines, so that the compiler's are those of the dashboard.
        let module = format!("const board: import(\"./board\").Board = {text};\nexport default board;\n");
        let file = format!("{name}.ts");
        fs::write(folder.join(&file), module)?;
        compile.arg(file);
    }
    let output = compile.output()?;
    fs::remove_dir_all(folder)?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    Ok(())
}

/// A folder of one check's own, from which the packages are found.
fn run(installed: &Installed) -> Result<PathBuf> {
    static RUNS: AtomicU32 = AtomicU32::new(0);
    let run = format!("{}-{}", process::id(), RUNS.fetch_add(1, Ordering::Relaxed));
    let folder = installed.home().join("runs").join(run);
    fs::create_dir_all(&folder)?;
    Ok(folder)
}
