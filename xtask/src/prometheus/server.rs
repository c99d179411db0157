//! A Prometheus of our own.

use std::{
    collections::BTreeMap,
    fs, thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::Value;

use super::{Alertmanager, POLL, Programs, daemon::Daemon};
use crate::leash::Leash;

/// Scrapes are a second apart; rules wait for several of them.
const DEADLINE: Duration = Duration::from_secs(60);

/// A running Prometheus that scrapes every second, with its data in a folder of its own. It ends when this is dropped.
#[derive(Debug)]
pub struct Server(Daemon);

/// A series and its value now.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// Its labels, the metric's name among them.
    pub labels: BTreeMap<String, String>,
    /// Its value.
    pub value: f64,
}

impl Server {
    /// Starts it, to scrape `/metrics` of the services with these names and URLs; with `rules`, the text of a file of
    /// rules, whose alerts go to `alerts`.
    ///
    /// # Errors
    /// When it does not become ready, with what it wrote.
    pub fn start(
        programs: &Programs,
        services: &[(String, String)],
        rules: Option<&str>,
        alerts: Option<&Alertmanager>,
    ) -> Result<Self> {
        let folder = programs.run()?;
        let mut config =
            "global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }\n".to_owned();
        if let Some(rules) = rules {
            fs::write(folder.join("rules.yml"), rules)?;
            config += "rule_files: [rules.yml]\n";
        }
        if let Some(alerts) = alerts {
            let at = alerts.url().replace("http://", "");
            config += &format!(
                "alerting: {{ alertmanagers: [{{ static_configs: [{{ targets: ['{at}'] }}] }}] }}\n"
            );
        }
        config += "scrape_configs:\n  - job_name: agents\n    static_configs:\n";
        for (service, url) in services {
            let at = url.replace("http://", "");
            config += &format!("      - {{ targets: ['{at}'], labels: {{ service: {service} }} }}\n");
        }
        fs::write(folder.join("prometheus.yml"), config)?;
        let daemon = Daemon::start(folder.clone(), |listen| {
            let mut command = Leash::command(programs.program("prometheus"));
            command
                .arg(format!("--config.file={}", folder.join("prometheus.yml").display()))
                .arg(format!("--storage.tsdb.path={}", folder.join("data").display()))
                .arg(format!("--web.listen-address={listen}"));
            command
        });
        daemon.context("Prometheus").map(Self)
    }

    /// What an expression of PromQL yields now.
    ///
    /// # Errors
    /// When it is none.
    pub fn query(&self, expression: &str) -> Result<Vec<Sample>> {
        #[derive(Deserialize)]
        struct Series {
            metric: BTreeMap<String, String>,
            value: (f64, String),
        }
        let request = self.0.client.get(format!("{}/api/v1/query", self.0.url())).query("query", expression);
        let mut answer: Value = request.call().context(expression.to_owned())?.into_body().read_json()?;
        let series: Vec<Series> = serde_json::from_value(answer["data"]["result"].take())?;
        let sample = |Series { metric: labels, value: (_, value) }| {
            Ok(Sample { labels, value: value.parse().context("a value is a number")? })
        };
        series.into_iter().map(sample).collect()
    }

    /// Waits until an expression yields what it should.
    ///
    /// # Errors
    /// When it does not within a minute, with what it yields.
    pub fn wait_for(&self, expression: &str, enough: impl Fn(&[Sample]) -> bool) -> Result<Vec<Sample>> {
        let deadline = Instant::now() + DEADLINE;
        loop {
            let samples = self.query(expression)?;
            if enough(&samples) {
                return Ok(samples);
            }
            ensure!(Instant::now() < deadline, "{expression}: {samples:#?}\n{}", self.0.log());
            thread::sleep(POLL);
        }
    }
}
