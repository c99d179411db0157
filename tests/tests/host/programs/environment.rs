//! What a process is given: variables, proxies; and what it hands on.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;
use std::process::Command;

use anyhow::{Result, ensure};
use openinference_runtime::Telemetry;

use super::{PATIENCE, run, work};

#[test]
fn variables_that_are_no_text_or_too_long_harm_nobody() -> Result<()> {
    for variable in
        ["UNRELATED", "OTEL_SERVICE_NAME", "OTEL_RESOURCE_ATTRIBUTES", "OPENINFERENCE_HIDE_INPUTS"]
    {
        run("environment::odd_variables", |command| {
            command.env(variable, OsString::from_vec(vec![b'a', 0xff, b'=', 0xfe]));
        })?;
    }
    // More than 128 KiB are no variable of Linux.
    let long = format!("k={}", "x".repeat(120 << 10));
    for variable in
        ["OTEL_SERVICE_NAME", "OTEL_RESOURCE_ATTRIBUTES", "OTEL_EXPORTER_OTLP_HEADERS", "OTEL_PROPAGATORS"]
    {
        run("environment::odd_variables", |command| {
            command.env(variable, &long);
        })?;
    }
    Ok(())
}

#[test]
#[ignore = "a program of its own, run by another test"]
fn odd_variables() -> Result<()> {
    // Refused by name or taken, and the program goes on.
    let telemetry = Telemetry::builder().file("/dev/null").quiet(true).init();
    ensure!(work(1) == 2);
    if let Err(error) = &telemetry {
        ensure!(error.to_string().len() < 4096, "an error is for a person to read");
    }
    drop(telemetry);
    Ok(())
}

#[test]
fn proxies_that_are_none_harm_nobody() -> Result<()> {
    for proxy in ["::::", "", "http://", "socks9://nowhere", "http://[::1", "%%%"] {
        run("environment::proxied", |command| {
            for variable in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
                command.env(variable, proxy);
            }
            // Who sets it is a CGI script, where HTTP_PROXY is a header of a stranger.
            command.env_remove("REQUEST_METHOD");
        })?;
    }
    Ok(())
}

#[test]
#[ignore = "a program of its own, run by another test"]
fn proxied() -> Result<()> {
    let endpoint =
        [("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:9"), ("OTEL_EXPORTER_OTLP_TIMEOUT", "200")];
    let telemetry = Telemetry::builder().environment(endpoint).quiet(true).init()?;
    ensure!(work(1) == 2);
    telemetry.flush(PATIENCE);
    let counts = telemetry.counts();
    ensure!(counts.made == counts.dropped && counts.made == 1, "{counts:?}");
    Ok(())
}

/// Connections and files of telemetry are none of a program that this one starts.
#[cfg(target_os = "linux")]
#[test]
fn a_program_that_is_started_inherits_nothing() -> Result<()> {
    run("environment::starts_another", |_| ()).map(drop)
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "a program of its own, run by another test"]
fn starts_another() -> Result<()> {
    let sink = openinference_tests::sink::Sink::start()?;
    let listed = || -> Result<Vec<String>> {
        let listed = Command::new("ls").arg("/proc/self/fd").output()?;
        Ok(String::from_utf8(listed.stdout)?.lines().map(str::to_owned).collect())
    };
    let before = listed()?;
    let file = tempfile::NamedTempFile::new()?;
    let telemetry = Telemetry::builder()
        .environment([("OTEL_EXPORTER_OTLP_ENDPOINT", sink.url().as_str())])
        .file(file.path())
        .quiet(true)
        .init()?;
    work(1);
    ensure!(telemetry.flush(PATIENCE), "connected");
    ensure!(listed()? == before, "{before:?} {:?}", listed()?);
    Ok(())
}
