//! The rules in `deploy/`: that an alert arrives where it should. Their own tests are run where `deploy` is checked.
//!
//! Whether a process has the processor to itself is a matter of what else the machine does: `AgentCpuHigh` has its own test
//! alone.

use std::{
    fs::{self, File},
    io::Write as _,
    path::Path,
    process::Command,
    sync::mpsc::channel,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, ensure};
use xtask::{
    demo::Stage,
    live,
    prometheus::{Alertmanager, Programs, Server, Watched, Webhook},
    workspace::{self, Metadata},
};

use super::{HATS, QUESTION, SLOWLY, deploy, measured};

const RULES: &str = "prometheus/agents_rules.yml";
/// Between two questions, so that two cores are enough for everything.
const PAUSE: Duration = Duration::from_millis(300);
const DEADLINE: Duration = Duration::from_secs(90);

/// The rules as they are deployed, in seconds instead of minutes and hours.
fn in_seconds(rules: &str) -> Result<String> {
    let times = [
        // What an agent took before, and what it takes now.
        ("[1d] offset 1h", "[10m] offset 30s"),
        ("[5m]", "[20s]"),
        ("[1h]", "[30s]"),
        ("for: 5m", "for: 1s"),
        ("for: 2m", "for: 1s"),
        ("for: 1m", "for: 1s"),
    ];
    times.iter().try_fold(rules.to_owned(), |rules, (deployed, tested)| {
        ensure!(rules.contains(deployed), "there is no {deployed} any more");
        Ok(rules.replace(deployed, tested))
    })
}

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

/// A Prometheus with the rules, an Alertmanager that it tells, and whom that tells.
fn watched(programs: &Programs, stage: &Stage) -> Result<(Server, Alertmanager, Webhook)> {
    let webhook = Webhook::start()?;
    let alerts = Alertmanager::start(programs, &alertmanager(&webhook.url())?)?;
    let rules = in_seconds(&deploy(RULES)?)?;
    let services = stage.urls();
    let watched =
        Watched { services: &services, rules: &[&rules], alerts: Some(&alerts), ..Watched::default() };
    Ok((Server::watch(programs, &watched)?, alerts, webhook))
}

/// Asks, over and over, until alerts of these names are on their way.
fn ask_until(prometheus: &Server, stage: &Stage, question: &str, alerts: &[&str]) -> Result<()> {
    let firing =
        |alert: &&str| prometheus.query(&format!("ALERTS{{alertname='{alert}',alertstate='firing'}}"));
    let deadline = Instant::now() + DEADLINE;
    loop {
        stage.run("a2a_shop", &["ask", question])?;
        let found = alerts.iter().map(firing).collect::<Result<Vec<_>>>()?;
        if found.iter().all(|found| !found.is_empty()) {
            return Ok(());
        }
        ensure!(Instant::now() < deadline, "{:#?}", prometheus.query("ALERTS")?);
        thread::sleep(PAUSE);
    }
}

#[test]
fn an_error_burst_and_a_dead_agent_reach_the_webhook() -> Result<()> {
    let Some(programs) = live::prometheus()? else { return Ok(()) };
    let mut stage = measured(Some("load.json"), |_| {})?;
    let (prometheus, _alerts, webhook) = watched(&programs, &stage)?;
    ask_until(&prometheus, &stage, HATS, &["AgentErrorRateHigh", "AgentCommunicationFailing"])?;
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

#[test]
fn agents_that_become_slow_reach_the_webhook() -> Result<()> {
    let Some(programs) = live::prometheus()? else { return Ok(()) };
    let mut stage = measured(Some("load.json"), |_| {})?;
    let (prometheus, _alerts, webhook) = watched(&programs, &stage)?;
    // What is usual: enough of it that it stays so when some are slow.
    for _ in 0..30 {
        stage.run("a2a_shop", &["ask", QUESTION])?;
    }
    let before = "sum by (service) (rate(gen_ai_invoke_agent_duration_seconds_count[10m] offset 30s)) > 0";
    prometheus.wait_for(before, |services| services.len() == 3)?;
    assert!(prometheus.query("ALERTS{alertname='AgentLatencyDegraded'}")?.is_empty(), "nothing is slow yet");
    ask_until(&prometheus, &stage, SLOWLY, &["AgentLatencyDegraded"])?;
    let slow = webhook.wait_for("AgentLatencyDegraded", "firing")?;
    let service = slow["labels"]["service"].as_str().context("a service")?;
    assert!(["inventory", "sales"].contains(&service), "{service} waited for a slow model");
    stage.stop()
}

#[test]
fn a_process_that_takes_too_much_memory_reaches_the_webhook() -> Result<()> {
    let Some(programs) = live::prometheus()? else { return Ok(()) };
    // The list of products is a pipe, and comes to no end as long as the test does not let it.
    let data = Metadata::read()?.target_dir()?.join(format!("demo/data-{}", std::process::id()));
    fs::create_dir_all(&data)?;
    for file in ["stock.json", "sales.json"] {
        fs::copy(workspace::root().join("examples/a2a_shop/data").join(file), data.join(file))?;
    }
    let products = data.join("products.json");
    ensure!(Command::new("mkfifo").arg(&products).status()?.success(), "there is no pipe");
    let mut stage =
        measured(Some("load.json"), |stage| stage.env("SHOP_DATA", data.to_string_lossy().into_owned()))?;
    let (prometheus, _alerts, webhook) = watched(&programs, &stage)?;
    prometheus.wait_for("process_memory_usage_bytes{service='shop_tools'} < 512 * 1024 * 1024", |it| {
        it.len() == 1
    })?;

    let (done, until_done) = channel::<()>();
    let flood = thread::spawn(move || {
        let held = flood(&products)?;
        // An error means that the test has ended.
        let _ = until_done.recv();
        drop(held);
        Ok::<_, anyhow::Error>(())
    });
    let question = stage.begin("a2a_shop", &["ask", QUESTION])?;
    let large = webhook.wait_for("AgentMemoryHigh", "firing")?;
    assert_eq!(large["labels"]["service"], "shop_tools");
    drop(done);
    flood.join().map_err(|_| anyhow::anyhow!("the pipe panicked"))??;
    webhook.wait_for("AgentMemoryHigh", "resolved")?;
    // The next who asks for products would wait for them.
    drop(question);
    stage.kill("shop_tools")?;
    stage.stop()?;
    Ok(fs::remove_dir_all(data)?)
}

/// Writes three quarters of a gigabyte of nothing, and leaves the rest to be waited for.
fn flood(pipe: &Path) -> Result<File> {
    let mut pipe = File::options().write(true).open(pipe)?;
    let spaces = vec![b' '; 1 << 20];
    for _ in 0..768 {
        pipe.write_all(&spaces)?;
    }
    Ok(pipe)
}
