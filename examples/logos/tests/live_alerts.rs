//! The rules on collectors in `deploy/`, as a real Prometheus understands them.

use std::fs;

use anyhow::Result;
use xtask::{live, workspace};

#[test]
fn each_alert_on_a_collector_comes_when_it_should_and_only_then() -> Result<()> {
    let Some(programs) = live::prometheus()? else { return Ok(()) };
    let folder = workspace::root().join("deploy/prometheus");
    programs.promtool(&["check", "rules", "collector_rules.yml"], &folder)?;
    programs.promtool(&["test", "rules", "collector_rules_test.yml"], &folder)?;
    let tests = fs::read_to_string(folder.join("collector_rules_test.yml"))?;
    let rules = fs::read_to_string(folder.join("collector_rules.yml"))?;
    for alert in rules.lines().filter_map(|line| line.trim().strip_prefix("- alert: ")) {
        assert!(tests.contains(&format!("alertname: {alert}")), "{alert} has no test");
    }
    Ok(())
}
