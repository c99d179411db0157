//! What a real Prometheus reads from the services and from the forwarder before their backend, and whom an Alertmanager
//! tells when spans are lost there.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, ensure};
use xtask::{
    demo::{Stage, System},
    live,
    prometheus::{Alertmanager, Server, Watched, Webhook},
    rotel::{Backend, Forwarder},
    workspace,
};

const DEADLINE: Duration = Duration::from_secs(90);
/// Of one plan, at least: those of the attributes.
const SPANS: f64 = 10.0;

fn deploy(file: &str) -> Result<String> {
    Ok(fs::read_to_string(workspace::root().join("deploy").join(file))?)
}

/// The services before this forwarder, with their names and the pages of their metrics.
fn measured(forwarder: Forwarder) -> Result<(Stage, Vec<(String, String)>)> {
    let programs = Path::new(env!("CARGO_BIN_EXE_apollo")).parent().context("a program is in a folder")?;
    let mut stage = Stage::new(programs)?;
    stage.use_forwarder(forwarder);
    stage.env("OTEL_LOGS_EXPORTER", "none");
    stage.env("OTEL_METRICS_EXPORTER", "prometheus");
    // Milliseconds until spans are sent on.
    stage.env("OTEL_BSP_SCHEDULE_DELAY", "200");
    let mut pages = Vec::new();
    for service in System::find("logos")?.services {
        let page = stage.start_with_metrics(service.program, service.arguments)?;
        pages.push((service.program.to_owned(), page));
    }
    Ok((stage, pages))
}

#[test]
fn prometheus_reads_each_service_and_the_forwarder() -> Result<()> {
    let Some(programs) = live::prometheus()? else { return Ok(()) };
    let Some((forwarder, backend)) = live::observed_forwarder()? else { return Ok(()) };
    let (mut stage, services) = measured(forwarder)?;
    let forwarders = [("forwarder".to_owned(), backend.url())];
    let watched = Watched { services: &services, forwarders: &forwarders, ..Watched::default() };
    let prometheus = Server::watch(&programs, &watched)?;
    prometheus.wait_for("up{job='agents'} == 1", |services| services.len() == 3)?;
    prometheus.wait_for("up{job='otel-collector'} == 1", |forwarders| forwarders.len() == 1)?;

    let accepted = "sum(otelcol_receiver_accepted_spans_total)";
    let mut before = 0.0;
    for plans in 1..=2 {
        stage.run("apollo", &["plan", "Make tea"])?;
        // Of sophia the plan, of hermes a model and an embedding.
        for (of, each) in [
            ("gen_ai_invoke_agent_duration_seconds_count{service='sophia'}", 1.0),
            ("gen_ai_client_operation_duration_seconds_count{service='hermes'}", 2.0),
        ] {
            let expected = each * f64::from(plans);
            let sum = format!("sum({of})");
            prometheus.wait_for(&sum, |sum| sum.first().is_some_and(|sum| sum.value == expected))?;
        }
        let more = prometheus
            .wait_for(accepted, |sum| sum.first().is_some_and(|sum| sum.value >= before + SPANS))?;
        before = more.first().context("a sum")?.value;
    }
    assert!(prometheus.query("otelcol_exporter_send_failed_spans_total")?.is_empty(), "nothing is lost");
    stage.stop()
}

#[test]
fn spans_that_are_lost_behind_the_forwarder_reach_the_webhook() -> Result<()> {
    let Some(programs) = live::prometheus()? else { return Ok(()) };
    let Some((forwarder, backend)) = live::observed_forwarder()? else { return Ok(()) };
    let (mut stage, services) = measured(forwarder)?;
    let webhook = Webhook::start()?;
    let config = deploy("alertmanager/alertmanager.yml")?;
    // Debian's Alertmanager is older than `url_file`.
    let config =
        config.replace("url_file: /run/alertmanager/webhook-url", &format!("url: {}", webhook.url()));
    let config = config
        .replace("group_wait: 10s", "group_wait: 1s")
        .replace("group_interval: 1m", "group_interval: 1s");
    let alerts = Alertmanager::start(&programs, &config)?;
    // The rules as they are deployed, in seconds instead of minutes and hours. The forwarder counts every ten seconds.
    let rules = deploy("prometheus/collectors_rules.yml")?;
    ensure!(["[5m]", "[1h]", "for: 1m"].iter().all(|time| rules.contains(time)), "{rules}");
    let rules = rules.replace("[5m]", "[30s]").replace("[1h]", "[30s]").replace("for: 1m", "for: 1s");
    let forwarders = [("forwarder".to_owned(), backend.url())];
    let watched =
        Watched { services: &services, forwarders: &forwarders, rules: &[&rules], alerts: Some(&alerts) };
    let prometheus = Server::watch(&programs, &watched)?;

    stage.run("apollo", &["plan", "Make tea"])?;
    prometheus.wait_for("otelcol_receiver_accepted_spans_total", |found| !found.is_empty())?;
    assert!(prometheus.query("ALERTS{alertname='SpansLost'}")?.is_empty(), "all is well");
    refused(&stage, &prometheus, &backend)?;
    let lost = webhook.wait_for("SpansLost", "forwarder", "firing")?;
    assert_eq!(lost["labels"]["exporter"], "otlp");
    stage.stop()
}

/// Plans, over and over, before a backend that takes no spans, until that is an alert.
fn refused(stage: &Stage, prometheus: &Server, backend: &Backend) -> Result<()> {
    backend.refuse(true);
    let deadline = Instant::now() + DEADLINE;
    while prometheus.query("ALERTS{alertname='SpansLost',alertstate='firing'}")?.is_empty() {
        ensure!(Instant::now() < deadline, "{:#?}", prometheus.query("{job='otel-collector'}")?);
        stage.run("apollo", &["plan", "Make tea"])?;
    }
    Ok(())
}
