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

use anyhow::{Result, ensure};
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
const AGENTS: usize = 3;
/// The agents whose runs Prometheus has counted.
const COUNTED: &str = "sum by (service) (gen_ai_invoke_agent_duration_seconds_count)";
/// The agents of which the rules know what is usual.
const USUAL: &str = "sum by (service) (rate(gen_ai_invoke_agent_duration_seconds_count[10m] offset 30s)) > 0";

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
        // What is slow for a scripted model, whatever its delays are divided by.
        ("))) > 1\n", "))) > 0.2\n"),
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

/// Asks, over and over, until Prometheus has seen enough of it: how many scrapes that takes is not ours to say.
fn ask_until(stage: &Stage, question: &str, seen: impl Fn() -> Result<bool>) -> Result<()> {
    let deadline = Instant::now() + DEADLINE;
    loop {
        stage.run("a2a_shop", &["ask", question])?;
        if seen()? {
            return Ok(());
        }
        ensure!(Instant::now() < deadline, "Prometheus has not seen enough of `{question}` in {DEADLINE:?}");
        thread::sleep(PAUSE);
    }
}

/// Whether alerts of these names about these services are on their way.
fn firing(prometheus: &Server, alerts: &[(&str, &str)]) -> Result<bool> {
    for (alert, service) in alerts {
        let firing = format!("ALERTS{{alertname='{alert}',service='{service}',alertstate='firing'}}");
        if prometheus.query(&firing)?.is_empty() {
            return Ok(false);
        }
    }
    Ok(true)
}

#[test]
fn an_error_burst_and_a_dead_agent_reach_the_webhook() -> Result<()> {
    let Some(programs) = live::prometheus()? else { return Ok(()) };
    let mut stage = measured(Some("load.json"), |_| {})?;
    let (prometheus, _alerts, webhook) = watched(&programs, &stage)?;
    let failing = [("AgentErrorRateHigh", "product"), ("AgentCommunicationFailing", "sales")];
    ask_until(&stage, HATS, || firing(&prometheus, &failing))?;
    webhook.wait_for("AgentErrorRateHigh", "product", "firing")?;
    let unheard = webhook.wait_for("AgentCommunicationFailing", "sales", "firing")?;
    assert_eq!([&unheard["labels"]["from"], &unheard["labels"]["to"]], ["sales", "product"]);

    stage.kill("inventory")?;
    webhook.wait_for("AgentDown", "inventory", "firing")?;
    // Nobody asks any more: what is over is said too.
    webhook.wait_for("AgentErrorRateHigh", "product", "resolved")?;
    stage.stop()
}

#[test]
fn agents_that_become_slow_reach_the_webhook() -> Result<()> {
    let Some(programs) = live::prometheus()? else { return Ok(()) };
    let mut stage = measured(Some("load.json"), |_| {})?;
    let (prometheus, _alerts, webhook) = watched(&programs, &stage)?;
    // A rate needs a scrape that has the counter before it rises.
    stage.run("a2a_shop", &["ask", QUESTION])?;
    prometheus.wait_for(COUNTED, |services| services.len() == AGENTS)?;
    // What is usual, until it is old enough to be compared with: so much of it that it stays so when some are slow.
    ask_until(&stage, QUESTION, || Ok(prometheus.query(USUAL)?.len() == AGENTS))?;
    // That what is usual is no alert is in the rules' own tests, where no machine is slow.
    let slow = [("AgentLatencyDegraded", "inventory")];
    ask_until(&stage, SLOWLY, || firing(&prometheus, &slow))?;
    webhook.wait_for("AgentLatencyDegraded", "inventory", "firing")?;
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
    let (tell_full, full) = channel::<()>();
    let flood = thread::spawn(move || {
        let held = flood(&products)?;
        // An error means that the test has ended.
        let _ = tell_full.send(());
        // An error means that the test has ended.
        let _ = until_done.recv();
        drop(held);
        Ok::<_, anyhow::Error>(())
    });
    let question = stage.begin("a2a_shop", &["ask", QUESTION])?;
    // However long it takes to read so much; an error is the flood's, which is told below.
    if full.recv().is_ok() {
        webhook.wait_for("AgentMemoryHigh", "shop_tools", "firing")?;
    }
    drop(done);
    flood.join().map_err(|_| anyhow::anyhow!("the pipe panicked"))??;
    webhook.wait_for("AgentMemoryHigh", "shop_tools", "resolved")?;
    // The next who asks for products would wait for them.
    drop(question);
    stage.kill("shop_tools")?;
    stage.stop()?;
    Ok(fs::remove_dir_all(data)?)
}

/// Writes three quarters of a gigabyte, and leaves the rest to be waited for. It is no JSON from its first byte on: nobody
/// reads more of it than that when it is whole.
fn flood(pipe: &Path) -> Result<File> {
    let mut pipe = File::options().write(true).open(pipe)?;
    let nonsense = vec![b'x'; 1 << 20];
    for _ in 0..768 {
        pipe.write_all(&nonsense)?;
    }
    Ok(pipe)
}
