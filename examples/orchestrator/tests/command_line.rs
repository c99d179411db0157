//! The program as it is called.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Command, Output};
use std::thread;

use anyhow::Result;
use xtask::workspace;

/// The command, without the settings of whoever runs the tests.
fn orchestrator(further: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_orchestrator"));
    workspace::unconfigured(&mut command);
    command.args(["--project", "Add 1+1", "--criteria", "returns 2", "--budget", "0.01"]).args(further);
    command
}

fn texts(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}", text(&output.stderr));
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn tracing_shows_the_project_its_tasks_and_their_calls() -> Result<()> {
    let (said, tree) = texts(&orchestrator(&["--tracing"]).output()?);
    assert!(said.contains("done, spent $"), "{said}");
    let lines =
        ["CHAIN run_project", "├─ LLM llm_call:plan", "├─ CHAIN task:add", "│  ├─ LLM llm_call:generate"];
    let mut rest = &*tree;
    for line in lines {
        let (_, after) = rest.split_once(line).unwrap_or_else(|| panic!("no `{line}`:\n{tree}"));
        rest = after;
    }
    Ok(())
}

#[test]
fn tracing_is_off_unless_asked_for() -> Result<()> {
    let (said, tree) = texts(&orchestrator(&[]).env("OTEL_EXPORT_CONSOLE", "true").output()?);
    assert!(said.contains("done, spent $"), "{said}");
    assert_eq!(tree, "");
    Ok(())
}

#[test]
fn the_help_lists_both_flags() -> Result<()> {
    let output = Command::new(env!("CARGO_BIN_EXE_orchestrator")).arg("--help").output()?;
    let (help, _) = texts(&output);
    assert!(help.contains("--tracing") && help.contains("--otlp-endpoint <URL>"), "{help}");
    assert!(help.contains("nowhere unless asked for"), "{help}");
    Ok(())
}

#[test]
fn the_sample_rate_can_be_set() -> Result<()> {
    let sampled = |rate: &str| {
        let mut command = orchestrator(&["--tracing"]);
        let command = command.env("OTEL_TRACES_SAMPLER", "traceidratio").env("OTEL_TRACES_SAMPLER_ARG", rate);
        anyhow::Ok(texts(&command.output()?).1.contains("run_project"))
    };
    assert!(sampled("1.0")?);
    assert!(!sampled("0.0")?);
    Ok(())
}

#[test]
fn a_dead_collector_is_said_and_changes_nothing() -> Result<()> {
    // Closed again at once: connections to it are refused.
    let collector = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.to_string();
    let output = orchestrator(&["--tracing", "--otlp-endpoint", &format!("http://{collector}")]).output()?;
    let (said, complaint) = texts(&output);
    assert!(said.contains("done, spent $"), "{said}");
    assert!(complaint.contains(&collector) && !complaint.contains("CHAIN"), "{complaint}");
    Ok(())
}

#[test]
fn the_service_has_its_name() -> Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let url = format!("http://{}", listener.local_addr()?);
    let collector = thread::spawn(move || -> io::Result<String> {
        let mut request = BufReader::new(listener.accept()?.0);
        let (mut line, mut length) = (String::new(), 0);
        while request.read_line(&mut line)? > 2 {
            if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or_default();
            }
            line.clear();
        }
        let mut body = vec![0; length];
        request.read_exact(&mut body)?;
        request.get_mut().write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")?;
        // Texts stand in a message as they are.
        Ok(String::from_utf8_lossy(&body).into_owned())
    });
    texts(&orchestrator(&["--tracing", "--otlp-endpoint", &url]).output()?);
    let sent = collector.join().expect("no panic")?;
    assert!(sent.contains("service.name") && sent.contains("multi-llm-orchestrator"), "{sent}");
    Ok(())
}

#[test]
fn what_the_models_say_decides_what_happens() -> Result<()> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scripts/no_remedy.json");
    let (said, tree) = texts(&orchestrator(&["--tracing"]).env("MODEL_SCRIPT", script).output()?);
    assert!(said.contains("done, spent $"), "{said}");
    assert_eq!(tree.matches("CHAIN task:").count(), 1, "{tree}");
    assert!(tree.contains("CHAIN task:only") && !tree.contains("remediation"), "{tree}");
    Ok(())
}

#[test]
fn without_the_feature_nothing_of_opentelemetry_is_there() -> Result<()> {
    let packages = |features: &[&str]| {
        let mut tree = workspace::cargo();
        tree.args(["tree", "--package", "orchestrator", "--edges", "normal", "--prefix", "none"])
            .args(features);
        anyhow::Ok(texts(&tree.output()?).0)
    };
    let with = packages(&[])?;
    assert!(with.contains("opentelemetry_sdk "), "{with}");
    let without = packages(&["--no-default-features"])?;
    assert!(without.contains("openinference-runtime ") && !without.contains("opentelemetry"), "{without}");
    Ok(())
}
