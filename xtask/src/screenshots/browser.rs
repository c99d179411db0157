//! A Chromium without a window, told what to do over a pipe by its DevTools protocol: unlike a command line it can say when
//! a page has what it should have.

use std::{
    env,
    ffi::OsString,
    fs,
    io::{BufRead as _, BufReader, Write as _},
    path::PathBuf,
    process::{self, Child, ChildStdin, ChildStdout, Command, Stdio},
};

use anyhow::{Context, Result, bail, ensure};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::workspace::Metadata;

/// Chromium reads commands from descriptor 3 and writes answers to descriptor 4.
const OVER_PIPE: &str = r#"exec "$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1"#;
/// Each message ends with it.
const END: u8 = 0;
/// Milliseconds until a page must show what it should.
const PATIENCE: u32 = 60_000;

/// A running browser with one page. It ends when this is dropped, and with us: its pipe closes.
#[derive(Debug)]
pub(super) struct Browser {
    child: Child,
    commands: ChildStdin,
    answers: BufReader<ChildStdout>,
    profile: PathBuf,
    session: Value,
    sent: u64,
}

/// A part of a page, in its pixels.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Browser {
    /// Starts the Chromium that `CHROMIUM` names, else the first that is installed.
    ///
    /// # Errors
    /// When there is none, with what to install, or it does not do what it is told.
    pub(super) fn start() -> Result<Self> {
        let program = program()?;
        let profile = Metadata::read()?.target_dir()?.join("screenshots").join(process::id().to_string());
        fs::create_dir_all(&profile)?;
        let mut command = Command::new("sh");
        command.args(["-c", OVER_PIPE, "sh"]).arg(program);
        command.args(["--headless", "--remote-debugging-pipe", "--disable-gpu", "--hide-scrollbars"]);
        command.args(["--no-first-run", "--disable-sync", "--disable-background-networking"]);
        // Pages slide in otherwise.
        command.args(["--disable-component-update", "--force-prefers-reduced-motion"]);
        // Containers have no user namespaces to sandbox in; the only page is our own server's.
        command.arg("--no-sandbox");
        let mut directory = OsString::from("--user-data-dir=");
        directory.push(&profile);
        command.arg(directory).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().context("Chromium did not start")?;
        let commands = child.stdin.take().context("its input is a pipe")?;
        let answers = BufReader::new(child.stdout.take().context("its output is a pipe")?);
        let mut browser = Self { child, commands, answers, profile, session: Value::Null, sent: 0 };
        let page = browser.tell("Target.createTarget", json!({ "url": "about:blank" }))?;
        let session = json!({ "targetId": page["targetId"], "flatten": true });
        browser.session = browser.tell("Target.attachToTarget", session)?["sessionId"].take();
        Ok(browser)
    }

    /// Opens a page in a window of this size, with `scale` pixels of a picture for each of the page's.
    ///
    /// # Errors
    /// When Chromium refuses.
    pub(super) fn open(&mut self, url: &str, (width, height): (u32, u32), scale: f64) -> Result<()> {
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": false });
        self.tell("Emulation.setDeviceMetricsOverride", metrics)?;
        self.tell("Page.navigate", json!({ "url": url }))?;
        Ok(())
    }

    /// Waits until an expression of JavaScript is true in the page.
    ///
    /// # Errors
    /// When it is not within a minute, with what the page says instead.
    pub(super) fn wait_until(&mut self, expression: &str) -> Result<()> {
        let wait = format!(
            "new Promise(done => {{
                const end = Date.now() + {PATIENCE};
                const look = () => {{
                    if ({expression}) return done('');
                    if (Date.now() > end) return done(document.body.innerText);
                    setTimeout(look, 50);
                }};
                look();
            }})"
        );
        let instead = self.evaluate(&wait)?;
        let instead = instead.as_str().context("a page is text")?;
        ensure!(instead.is_empty(), "the page does not show what it should ({expression}):\n{instead}");
        Ok(())
    }

    /// The value of an expression of JavaScript in the page.
    ///
    /// # Errors
    /// What it throws.
    pub(super) fn evaluate(&mut self, expression: &str) -> Result<Value> {
        let arguments = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let mut answer = self.tell("Runtime.evaluate", arguments)?;
        ensure!(answer["exceptionDetails"].is_null(), "{expression}: {}", answer["exceptionDetails"]);
        Ok(answer["result"]["value"].take())
    }

    /// A part of the page as a PNG.
    ///
    /// # Errors
    /// When Chromium refuses.
    pub(super) fn picture(&mut self, Area { x, y, width, height }: Area) -> Result<Vec<u8>> {
        let clip = json!({ "x": x, "y": y, "width": width, "height": height, "scale": 1 });
        let answer = self.tell("Page.captureScreenshot", json!({ "format": "png", "clip": clip }))?;
        let data = answer["data"].as_str().context("Chromium took no picture")?;
        Ok(BASE64_STANDARD.decode(data)?)
    }

    /// Sends a command and waits for its answer; what else happens is not of interest.
    fn tell(&mut self, method: &str, params: Value) -> Result<Value> {
        self.sent += 1;
        let mut command = json!({ "id": self.sent, "method": method, "params": params });
        if self.session.is_string() {
            command["sessionId"] = self.session.clone();
        }
        let mut message = serde_json::to_vec(&command)?;
        message.push(END);
        self.commands.write_all(&message).context("Chromium has ended")?;
        loop {
            let mut message = Vec::new();
            self.answers.read_until(END, &mut message)?;
            ensure!(message.pop() == Some(END), "Chromium ended at {method}");
            let mut answer: Value = serde_json::from_slice(&message)?;
            if answer["id"] == self.sent {
                ensure!(answer["error"].is_null(), "{method}: {}", answer["error"]);
                return Ok(answer["result"].take());
            }
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Its other processes end with it; what it leaves behind else is of no use.
        let _ = self.tell("Browser.close", json!({}));
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.profile);
    }
}

fn program() -> Result<OsString> {
    if let Some(program) = env::var_os("CHROMIUM") {
        return Ok(program);
    }
    let known = ["chromium", "chromium-browser", "google-chrome"];
    let runs = |name: &&str| {
        Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success())
    };
    match known.into_iter().find(runs) {
        Some(name) => Ok(name.into()),
        None => bail!(
            "there is no Chromium. Debian: `apt-get install chromium fonts-dejavu-core fonts-liberation`; or name \
             another one with CHROMIUM=..."
        ),
    }
}
