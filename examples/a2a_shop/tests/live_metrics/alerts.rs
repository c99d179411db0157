//! The rules in `deploy/`: that an alert arrives where it should. Their own tests are run where `deploy` is checked.

use std::{
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use xtask::{
    live,
    prometheus::{Alertmanager, Server, Webhook},
};

use super::{QUESTION, deploy, measured};

const RULES: &str = "prometheus/agents_rules.yml";
/// Between two questions, so that two cores are enough for everything.
const PAUSE: Duration = Duration::from_millis(300);
const DEADLINE: Duration = Duration::from_secs(90);

/// The configuration as it is deployed, except that it tells this webhook and waits for nobody.
fn alertmanager(webhook: &str) -> Result<String> {
    let config = deploy("alertmanager/alertmanager.yml")?;
    let deployed = "url_file: /run/alertmanager/webhook-url";
    ensure!(config.contains(deployed), "{config}");
    // Debian's Alertmanager is older than `url_file`.
    let config = config.replace(deployed, &format!("url: {webhook}"));
    Ok(config
        .replace("group_wait: 10s", "group_wait: 1s")
        .replace("group_interval: 1m", "group_interval: 1s"))
}

#[test]
fn an_error_burst_and_a_dead_agent_reach_the_webhook() -> Result<()> {
    let Some(programs) = live::prometheus()? else { return Ok(()) };
    let webhook = Webhook::start()?;
    let alerts = Alertmanager::start(&programs, &alertmanager(&webhook.url())?)?;
    // The rules as they are deployed, in seconds instead of minutes.
    let rules = deploy(RULES)?.replace("[5m]", "[20s]").replace("for: 5m", "for: 1s");
    let rules = rules.replace("for: 2m", "for: 1s").replace("for: 1m", "for: 1s");
    let mut stage = measured(Some("failing_agent.json"), |_| {})?;
    let prometheus = Server::start(&programs, &stage.urls(), Some(&rules), Some(&alerts))?;

    let firing =
        |alert: &str| prometheus.query(&format!("ALERTS{{alertname='{alert}',alertstate='firing'}}"));
    let deadline = Instant::now() + DEADLINE;
    while firing("AgentErrorRateHigh")?.is_empty() || firing("AgentCommunicationFailing")?.is_empty() {
        ensure!(Instant::now() < deadline, "{:#?}", prometheus.query("rate(a2a_messages_total[20s])")?);
        stage.run("a2a_shop", &["ask", QUESTION])?;
        thread::sleep(PAUSE);
    }
    let [errors, unheard] =
        ["AgentErrorRateHigh", "AgentCommunicationFailing"].map(|name| webhook.wait_for(name, "firing"));
    assert_eq!(errors?["labels"]["service"], "product");
    let unheard = unheard?;
    assert_eq!([&unheard["labels"]["from"], &unheard["labels"]["to"]], ["sales", "product"]);

    stage.kill("inventory")?;
    let dead = webhook.wait_for("AgentDown", "firing")?;
    assert_eq!(dead["labels"]["service"], "inventory");
    // Nobody asks any more: what is over is said too.
    webhook.wait_for("AgentErrorRateHigh", "resolved")?;
    stage.stop()
}
