//! Grafana's dashboards and what they ask, and where Prometheus gets the answers.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::metrics::{identifiers, known};
use crate::{files, object, services, strings, yaml};

const DASHBOARDS: &[&str] = &["agents", "business", "communication", "errors", "resources", "tools"];

fn dashboards() -> Result<Vec<(String, Value)>> {
    let files = files("deploy/grafana/dashboards", ".json")?;
    files
        .into_iter()
        .map(|(path, text)| Ok((path.clone(), serde_json::from_str(&text).context(path)?)))
        .collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Sources by their uid, with their kind.
fn sources() -> Result<Vec<(String, String)>> {
    let provisioned = yaml("deploy/grafana/provisioning/datasources/datasources.yaml")?;
    let text = |source: &Value, key: &str| source[key].as_str().unwrap_or_default().to_owned();
    Ok(list(&provisioned["datasources"]).iter().map(|one| (text(one, "uid"), text(one, "type"))).collect())
}

#[test]
fn there_is_a_dashboard_for_each_question_with_a_name_of_its_own() -> Result<()> {
    let mut names = Vec::new();
    for (path, dashboard) in dashboards()? {
        let uid = dashboard["uid"]
            .as_str()
            .and_then(|uid| uid.strip_prefix("openinference-"))
            .context(path.clone())?;
        assert!(path.ends_with(&format!("/{uid}.json")), "{path}: {uid}");
        assert!(dashboard["title"].is_string() && dashboard["schemaVersion"].is_u64(), "{path}");
        assert!(dashboard.get("id").is_none(), "{path}: ids are Grafana's");
        names.push(uid.to_owned());
    }
    assert_eq!(names, DASHBOARDS);
    Ok(())
}

#[test]
fn panels_do_not_overlap_and_ask_sources_that_are_provisioned() -> Result<()> {
    let sources = sources()?;
    for (path, dashboard) in dashboards()? {
        let (mut ids, mut cells) = (BTreeSet::new(), BTreeSet::new());
        for panel in list(&dashboard["panels"]) {
            let title = panel["title"].as_str().context("a title")?;
            assert!(ids.insert(panel["id"].as_u64().context("an id")?), "{path}: {title}");
            assert!(panel["description"].as_str().is_some_and(|text| !text.is_empty()), "{path}: {title}");
            let place = |key: &str| panel["gridPos"][key].as_u64().with_context(|| format!("{title}: {key}"));
            let (x, y, w, h) = (place("x")?, place("y")?, place("w")?, place("h")?);
            assert!(x + w <= 24 && w > 0 && h > 0, "{path}: {title} is wider than the page");
            for cell in (x..x + w).flat_map(|x| (y..y + h).map(move |y| (x, y))) {
                assert!(cells.insert(cell), "{path}: {title} covers another");
            }
            assert!(!list(&panel["targets"]).is_empty(), "{path}: {title} asks nothing");
            for target in list(&panel["targets"]) {
                let text = |key: &str| target["datasource"][key].as_str().unwrap_or_default().to_owned();
                assert!(
                    sources.contains(&(text("uid"), text("type"))),
                    "{path}: {title}: {}",
                    target["datasource"]
                );
                let asks = if text("type") == "prometheus" { "expr" } else { "query" };
                assert!(target[asks].as_str().is_some_and(|query| !query.is_empty()), "{path}: {title}");
            }
        }
    }
    Ok(())
}

#[test]
fn every_query_is_of_series_that_there_are() -> Result<()> {
    let known = known()?;
    for (path, dashboard) in dashboards()? {
        let panels = list(&dashboard["panels"]).iter().flat_map(|panel| list(&panel["targets"]));
        let queries = panels.filter_map(|target| target["expr"].as_str()).map(str::to_owned);
        let variables =
            list(&dashboard["templating"]["list"]).iter().filter_map(|one| one["query"]["query"].as_str());
        let of_variables = variables.map(|query| query.replace("label_values", ""));
        for query in queries.chain(of_variables) {
            for word in identifiers(&query) {
                assert!(known.contains(&word), "{path}: {query}: there is no {word}");
            }
        }
    }
    Ok(())
}

#[test]
fn errors_lead_to_their_traces() -> Result<()> {
    let (_, errors) =
        dashboards()?.into_iter().find(|(path, _)| path.ends_with("errors.json")).context("errors")?;
    let panels = list(&errors["panels"]);
    let traces =
        |panel: &&Value| list(&panel["targets"]).iter().any(|target| target["query"] == "{ status = error }");
    assert_eq!(panels.iter().filter(traces).count(), 1);
    let linked =
        panels.iter().filter_map(|panel| panel["fieldConfig"]["defaults"]["links"][0]["url"].as_str());
    let linked: Vec<_> = linked.collect();
    assert!(linked.len() >= 3 && linked.iter().all(|url| url.contains("traceql")), "{linked:?}");
    Ok(())
}

#[test]
fn grafana_finds_dashboards_and_sources_where_they_are_mounted() -> Result<()> {
    let services = services()?;
    let provider = yaml("deploy/grafana/provisioning/dashboards/dashboards.yaml")?;
    let folder = provider["providers"][0]["options"]["path"].as_str().context("a folder")?.to_owned();
    let mounts = strings(&services["grafana"]["volumes"]);
    assert!(mounts.contains(&format!("./deploy/grafana/dashboards:{folder}:ro")), "{mounts:?}");
    let home = services["grafana"]["environment"]["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"].as_str();
    assert!(home.is_some_and(|path| path == format!("{folder}/agents.json")));
    let provisioned = yaml("deploy/grafana/provisioning/datasources/datasources.yaml")?;
    for source in list(&provisioned["datasources"]) {
        let url = source["url"].as_str().unwrap_or_default();
        let host = url.trim_start_matches("http://").split(':').next().unwrap_or_default();
        assert!(services.contains_key(host), "{url}");
    }
    Ok(())
}

#[test]
fn prometheus_asks_every_process_that_has_a_page() -> Result<()> {
    let config = yaml("deploy/prometheus/prometheus.yml")?;
    let asked = |port: u16| -> Vec<String> {
        let found = list(&config["scrape_configs"]).iter().flat_map(|job| list(&job["dns_sd_configs"]));
        found.filter(|found| found["port"] == port).flat_map(|found| strings(&found["names"])).collect()
    };
    let mut pages = BTreeSet::new();
    for (name, service) in services()? {
        if object(&service["environment"]).get("OTEL_METRICS_EXPORTER").is_some_and(|how| how == "prometheus")
        {
            pages.insert(name);
        }
    }
    assert_eq!(asked(9464).into_iter().collect::<BTreeSet<_>>(), pages);
    assert_eq!(asked(8888), ["otel-collector", "otel-collector-samplers"]);
    assert_eq!(asked(8889), ["otel-collector"]);
    assert!(strings(&config["rule_files"]).contains(&"/etc/prometheus/*rules.yml".to_owned()));
    Ok(())
}

#[test]
fn tempo_listens_where_the_collector_sends_and_grafana_asks() -> Result<()> {
    let tempo = yaml("deploy/tempo/tempo.yaml")?;
    assert_eq!(tempo["server"]["http_listen_port"], 3200);
    assert_eq!(tempo["distributor"]["receivers"]["otlp"]["protocols"]["grpc"]["endpoint"], "0.0.0.0:4317");
    let mounts = strings(&services()?["tempo"]["volumes"]);
    let (_, data) = mounts.iter().find_map(|mount| mount.split_once("tempo-data:")).context("a volume")?;
    for place in [&tempo["storage"]["trace"]["wal"]["path"], &tempo["storage"]["trace"]["local"]["path"]] {
        assert!(place.as_str().is_some_and(|place| place.starts_with(data)), "{place}");
    }
    Ok(())
}
