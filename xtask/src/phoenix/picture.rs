//! Pictures of Phoenix's pages for the documentation, taken by a Chromium without a window.

use std::{env, ffi::OsString, fs, path::Path, process::Command};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::{Server, Venv};
use crate::workspace;

const PROJECT: &str = "quickstart";
/// How many the quickstart makes.
const SPANS: usize = 6;
const FOLDER: &str = "docs/pictures";
const SIZE: &str = "1600,1000";
/// Milliseconds that pass for the page, not for us, until it is taken.
const PAGE_TIME: u32 = 30_000;

/// Runs the quickstart against a Phoenix of its own and takes its trace: the whole, a model's call, a tool's.
///
/// # Errors
/// When Phoenix, the example or Chromium does not do its part.
pub fn take() -> Result<()> {
    let browser = browser()?;
    let server = Server::start(&Venv::prepare()?)?;
    let mut example = workspace::cargo();
    workspace::unconfigured(&mut example).args(["run", "--quiet", "--example", "quickstart"]);
    example.env("PHOENIX_COLLECTOR_ENDPOINT", server.url()).env("PHOENIX_PROJECT_NAME", PROJECT);
    run(&mut example)?;

    let spans = server.spans(PROJECT, SPANS)?;
    let root = spans.iter().find(|span| span["parent_id"].is_null()).context("no span without a parent")?;
    let of_kind = |kind: &str| {
        spans.iter().find(|span| span["span_kind"] == kind).with_context(|| format!("no {kind} span"))
    };
    let project: Value = serde_json::from_str(&server.get(&format!("/v1/projects/{PROJECT}"))?)?;
    let trace = format!(
        "{}/projects/{}/traces/{}",
        server.url(),
        text(&project["data"]["id"])?,
        text(&root["context"]["trace_id"])?
    );
    let folder = workspace::root().join(FOLDER);
    fs::create_dir_all(&folder)?;
    screenshot(&browser, &trace, &folder.join("trace.png"))?;
    for (kind, file) in [("LLM", "llm.png"), ("TOOL", "tool.png")] {
        let page = format!("{trace}?selectedSpanNodeId={}", text(&of_kind(kind)?["id"])?);
        screenshot(&browser, &page, &folder.join(file))?;
    }
    Ok(())
}

fn text(value: &Value) -> Result<&str> {
    value.as_str().context("Phoenix answered otherwise than expected")
}

fn screenshot(browser: &OsString, url: &str, file: &Path) -> Result<()> {
    let profile = workspace::Metadata::read()?.target_dir()?.join("phoenix").join("browser");
    let argument = |name: &str, value: &Path| {
        let mut argument = OsString::from(format!("--{name}="));
        argument.push(value);
        argument
    };
    let mut command = Command::new(browser);
    command.args(["--headless", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-sync"]);
    // The page slides in otherwise.
    command.arg("--force-prefers-reduced-motion");
    // Containers have no user namespaces to sandbox in; the only page is our own server's.
    command.args(["--no-sandbox", "--disable-background-networking", "--disable-component-update"]);
    command.arg(format!("--window-size={SIZE}")).arg(format!("--virtual-time-budget={PAGE_TIME}"));
    command.arg(argument("user-data-dir", &profile)).arg(argument("screenshot", file)).arg(url);
    run(&mut command)?;
    ensure!(file.exists(), "{} was not written", file.display());
    println!("{}", file.display());
    Ok(())
}

/// `CHROMIUM`, else the first that is installed.
fn browser() -> Result<OsString> {
    if let Some(browser) = env::var_os("CHROMIUM") {
        return Ok(browser);
    }
    let known = ["chromium", "chromium-browser", "google-chrome"];
    let runs = |name: &&str| {
        Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success())
    };
    match known.into_iter().find(runs) {
        Some(name) => Ok(name.into()),
        None => bail!(
            "no Chromium: install one (Debian: `apt-get install chromium`) or name it with CHROMIUM=..."
        ),
    }
}

fn run(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| format!("{command:?} did not start"))?;
    ensure!(
        output.status.success(),
        "{command:?} failed ({}):\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(())
}
