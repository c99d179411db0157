//! The program as it is called.

use std::net::{Ipv4Addr, TcpListener};
use std::process::{Command, Output};

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
fn a_flag_does_not_turn_on_what_the_environment_turned_off() -> Result<()> {
    let (said, tree) = texts(&orchestrator(&["--tracing"]).env("OTEL_SDK_DISABLED", "true").output()?);
    assert!(said.contains("done, spent $"), "{said}");
    assert_eq!(tree, "");
    Ok(())
}

#[test]
fn what_the_models_say_decides_what_happens() -> Result<()> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scripts/no_tasks.json");
    let (said, tree) = texts(&orchestrator(&["--tracing"]).env("MODEL_SCRIPT", script).output()?);
    assert!(said.contains("done, spent $"), "{said}");
    assert!(tree.contains("LLM llm_call:plan") && !tree.contains("task:"), "{tree}");
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
