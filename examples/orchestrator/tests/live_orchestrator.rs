//! The trace as Phoenix has it.

use std::process::Command;

use anyhow::{Result, ensure};
use xtask::{live, workspace};

#[test]
fn phoenix_has_the_trace_with_its_attributes() -> Result<()> {
    let Some(phoenix) = live::phoenix()? else { return Ok(()) };
    let mut command = Command::new(env!("CARGO_BIN_EXE_orchestrator"));
    workspace::unconfigured(&mut command).env("PHOENIX_PROJECT_NAME", "orchestrator");
    command.args(["--project", "Add 1+1", "--criteria", "returns 2", "--tracing", "--budget", "0.01"]);
    let output = command.args(["--otlp-endpoint", &phoenix.url()]).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));

    let shape = "\
CHAIN run_project OK
  LLM llm_call:plan OK
  CHAIN task:add OK
    LLM llm_call:generate OK
    GUARDRAIL policy_check OK
    CHAIN remediation OK
      LLM llm_call:repair OK
      GUARDRAIL policy_check OK
    LLM llm_call:review OK
    GUARDRAIL policy_enforce OK
  CHAIN task:again OK
    GUARDRAIL policy_check OK
    CHAIN remediation OK
      GUARDRAIL policy_check OK
    GUARDRAIL policy_enforce OK
";
    let trees = phoenix.trees("orchestrator", shape.lines().count())?;
    let [project] = &trees[..] else { panic!("{} traces", trees.len()) };
    assert_eq!(project.to_string(), shape);
    let [_, add, again] = &project.children[..] else { unreachable!("the shape says three") };
    assert_eq!([add.get("cache.hit"), again.get("cache.hit")], [false, true]);
    let call = &add.children[0];
    assert_eq!(call.get("call.type"), "generate");
    assert!(call.get("llm.cost.total").as_f64() > Some(0.0), "{call:#?}");
    let [retry] = &call.events[..] else { panic!("one event: {call:#?}") };
    assert_eq!((&*retry.name, &retry.attributes["http.response.status_code"]), ("retry", &429.into()));
    assert_eq!(add.children[1].get("policy.violations").to_string(), r#"["no_panics"]"#);
    assert_eq!(add.children[2].get("remediation.trigger"), "policy");
    Ok(())
}
