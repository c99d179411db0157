//! The providers' own SDKs, instrumented by the reference, and this crate call the same server; the spans are compared.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result};
use openinference_tests::live;
use openinference_tests::providers::{Cases, call, differences, directory, recorded};
use openinference_tests::reference::{Comparison, attributes};
use serde::Deserialize;
use xtask::phoenix::Venv;

/// The server of `generate.py`, which the SDKs have called. It ends when this is dropped, or the test ends.
struct Server(Child);

/// What the server says once the SDKs are through.
#[derive(Deserialize)]
struct Called {
    url: String,
    results: Cases,
}

impl Server {
    fn start(venv: &Venv) -> Result<(Self, Called)> {
        let mut child = Command::new(venv.python())
            .arg(directory().join("generate.py"))
            .arg("--serve")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let output = child.stdout.take().context("its output is a pipe")?;
        let server = Self(child);
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        Ok((server, serde_json::from_str(&line).context("generate.py says what it found")?))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // By its own id, and waited for; errors mean that it has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn spans_are_those_of_the_reference_where_no_reason_is_given() -> Result<()> {
    let Some(venv) = live::providers()? else { return Ok(()) };
    let (_server, called) = Server::start(&venv)?;
    let mut comparison = Comparison::new(differences()?);
    for (provider, cases) in &called.results {
        for case in cases {
            let Some(expected) = &case.attributes else { continue };
            let name = format!("{provider}: {}", case.name);
            let trace = call(&called.url, provider, case).await.with_context(|| name.clone())?;
            comparison.case(&name, &attributes(&trace.roots[0])?, expected);
        }
    }
    comparison.finish();
    assert!(called.results == recorded()?, "tests/data/providers is old: run generate.py");
    Ok(())
}

#[test]
fn the_types_that_are_tried_are_those_of_the_sdks() -> Result<()> {
    let Some(venv) = live::providers()? else { return Ok(()) };
    let check = Command::new(venv.python())
        .arg(openinference_tests::members::directory().join("generate.py"))
        .arg("--check")
        .status()?;
    assert!(check.success(), "tests/data/types is old: run generate.py");
    Ok(())
}
