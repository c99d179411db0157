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
use crate::child_guard::ChildGuard;

/// Scrapes are a second apart; rules wait for several of them.
const DEADLINE: Duration = Duration::from_secs(60);

/// The job of collectors, and of what stands for one.
const COLLECTOR: &str = "otel-collector";

/// A running Prometheus that scrapes every second, with its data in a folder of its own. It ends when this is dropped.
#[derive(Debug)]
pub struct Server(Daemon);

/// What a Prometheus scrapes, every second, and whom it tells what it makes of that.
#[derive(Clone, Copy, Debug, Default)]
pub struct Watched<'w> {
    /// Names and URLs of services, which have their metrics at `/metrics`.
    pub services: &'w [(String, String)],
    /// The same of forwarders that stand for a collector: their metrics are renamed from `rotel_..` to `otelcol_..`, as
    /// the collector calls them.
    pub forwarders: &'w [(String, String)],
    /// The texts of files of rules.
    pub rules: &'w [&'w str],
    /// Who is told of alerts.
    pub alerts: Option<&'w Alertmanager>,
}

impl Watched<'_> {
    fn configuration(&self) -> String {
        let mut config = "global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }\n\
                          rule_files: ['*_rules.yml']\n"
            .to_owned();
        if let Some(alerts) = self.alerts {
            let at = alerts.url().replace("http://", "");
            config += &format!(
                "alerting: {{ alertmanagers: [{{ static_configs: [{{ targets: ['{at}'] }}] }}] }}\n"
            );
        }
        config += "scrape_configs:\n";
        for (job, targets) in [("agents", self.services), (COLLECTOR, self.forwarders)] {
            config += &format!("  - job_name: {job}\n    static_configs:\n");
            for (service, url) in targets {
                let at = url.replace("http://", "");
                // It has one exporter, and does not name it.
                let exporter = if job == COLLECTOR { ", exporter: otlp" } else { "" };
                config +=
                    &format!("      - {{ targets: ['{at}'], labels: {{ service: {service}{exporter} }} }}\n");
            }
        }
        config
            + "    metric_relabel_configs:\n      \
               - { source_labels: [__name__], regex: 'rotel_(.*)', target_label: __name__, replacement: 'otelcol_$1' }\n"
    }
}

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
        let rules = rules.as_slice();
        Self::watch(programs, &Watched { services, rules, alerts, ..Watched::default() })
    }

    /// Starts it, to watch what it is told to.
    ///
    /// # Errors
    /// When it does not become ready, with what it wrote.
    pub fn watch(programs: &Programs, watched: &Watched<'_>) -> Result<Self> {
        let folder = programs.run()?;
        for (index, rules) in watched.rules.iter().enumerate() {
            fs::write(folder.join(format!("{index}_rules.yml")), rules)?;
        }
        fs::write(folder.join("prometheus.yml"), watched.configuration())?;
        let daemon = Daemon::start(folder.clone(), |listen| {
            let mut command = ChildGuard::command(programs.program("prometheus"));
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

    /// What an expression of PromQL yields for each second of a time: Unix seconds of its begin and its end.
    ///
    /// # Errors
    /// When it is none.
    pub fn query_range(&self, expression: &str, start: f64, end: f64) -> Result<Vec<Sample>> {
        #[derive(Deserialize)]
        struct Series {
            metric: BTreeMap<String, String>,
            values: Vec<(f64, String)>,
        }
        let request = self.0.client.get(format!("{}/api/v1/query_range", self.0.url()));
        let request = request.query("query", expression).query("step", "1");
        let request = request.query("start", start.to_string()).query("end", end.to_string());
        let mut answer: Value = request.call().context(expression.to_owned())?.into_body().read_json()?;
        let series: Vec<Series> = serde_json::from_value(answer["data"]["result"].take())?;
        let mut samples = Vec::new();
        for Series { metric, values } in series {
            for (_, value) in values {
                samples.push(Sample { labels: metric.clone(), value: value.parse()? });
            }
        }
        Ok(samples)
    }

    /// The values that a label of these series has.
    ///
    /// # Errors
    /// When there is no such thing.
    pub fn label_values(&self, series: &str, label: &str) -> Result<Vec<String>> {
        let request = self.0.client.get(format!("{}/api/v1/label/{label}/values", self.0.url()));
        let mut answer: Value = request.query("match[]", series).call()?.into_body().read_json()?;
        Ok(serde_json::from_value(answer["data"].take())?)
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
