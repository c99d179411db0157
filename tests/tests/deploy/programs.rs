//! What the programs that the files are for say of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use xtask::{
    grafana::{self, boards},
    live,
};

use crate::profiles::{allowed, profiles};
use crate::{file, files, object, port, read, services, strings};

/// The variables that compose asks for.
const SECRETS: &[(&str, &str)] =
    &[("POSTGRES_PASSWORD", "not-a-secret"), ("ALERT_WEBHOOK_URL", "http://localhost:9/")];

#[test]
fn compose_starts_of_every_allowed_set_of_profiles_what_the_file_says() -> Result<()> {
    let Some(client) = live::compose_client()? else { return Ok(()) };
    let services = services()?;
    for set in allowed() {
        let names: Vec<&str> = set.iter().map(String::as_str).collect();
        let made: Value =
            serde_json::from_str(&client.config(&file("docker-compose.yml"), &names, SECRETS)?)?;
        let started: BTreeSet<String> = object(&made["services"]).into_iter().map(|(name, _)| name).collect();
        let expected: BTreeSet<String> = services
            .iter()
            .filter(|(_, service)| !profiles(service).is_disjoint(&set))
            .map(|(name, _)| name.clone())
            .collect();
        assert_eq!(started, expected, "{set:?}");
    }
    Ok(())
}

#[test]
fn compose_moves_every_port_where_its_variable_says() -> Result<()> {
    let Some(client) = live::compose_client()? else { return Ok(()) };
    let mut variables = BTreeMap::new();
    for service in services()?.values() {
        for mapping in strings(&service["ports"]) {
            let (variable, host, container) = port(&mapping).context(mapping.clone())?;
            variables.insert(variable.to_owned(), (host + 10_000, container));
        }
    }
    let moved: Vec<(String, String)> =
        variables.iter().map(|(name, (host, _))| (name.clone(), host.to_string())).collect();
    let set: Vec<(&str, &str)> = moved.iter().map(|(name, host)| (name.as_str(), host.as_str())).collect();
    let made = client.config(&file("docker-compose.yml"), &["*"], &[&set, SECRETS].concat())?;
    let made: Value = serde_json::from_str(&made)?;
    let mut published = BTreeMap::new();
    for (name, service) in object(&made["services"]) {
        for one in service["ports"].as_array().into_iter().flatten() {
            assert_eq!(one["host_ip"], "127.0.0.1", "{name}");
            published.insert(one["published"].as_str().context("a port")?.to_owned(), one["target"].clone());
        }
    }
    let expected: BTreeMap<String, Value> =
        variables.into_values().map(|(host, container)| (host.to_string(), container.into())).collect();
    assert_eq!(published, expected);
    Ok(())
}

#[test]
fn compose_refuses_what_is_wrong() -> Result<()> {
    let Some(client) = live::compose_client()? else { return Ok(()) };
    let folder = tempfile::tempdir()?;
    let compose = folder.path().join("wrong.yml");
    let right = "services: { a: { image: b, depends_on: [c] }, c: { image: d } }";
    fs::write(&compose, right)?;
    client.config(&compose, &[], &[])?;
    for (part, wrong) in [("[c]", "[e]"), ("image: b", "image: b, imagge: b")] {
        fs::write(&compose, right.replace(part, wrong))?;
        assert!(client.config(&compose, &[], &[]).is_err(), "{wrong}");
    }
    Ok(())
}

#[test]
fn collectors_are_configured_by_keys_that_their_components_have() -> Result<()> {
    let Some(venv) = live::compose()? else { return Ok(()) };
    let schema = file("tests/data/collector/schema.json");
    let check = |path: &std::path::Path| {
        let mut command = Command::new(venv.python());
        command.args(["-m", "check_jsonschema", "--default-filetype", "yaml", "--schemafile"]).arg(&schema);
        command.arg(path).output()
    };
    let mut configurations = files("deploy/otel-collector", ".yaml")?;
    for path in configurations.keys() {
        let checked = check(&file(path))?;
        assert!(checked.status.success(), "{path}: {}", String::from_utf8_lossy(&checked.stdout));
    }
    let folder = tempfile::tempdir()?;
    let wrong = folder.path().join("wrong.yaml");
    let text = configurations.remove("deploy/otel-collector/sampler.yaml").context("the sampler's")?;
    for (right, misspelt) in [
        ("limit_percentage", "limit_percent"),
        ("threshold_ms", "threshold"),
        ("timeout: 10s", "timeout: soon"),
        (":4317", ":4317x"),
    ] {
        assert!(text.contains(right), "{right}");
        fs::write(&wrong, text.replacen(right, misspelt, 1))?;
        assert!(!check(&wrong)?.status.success(), "{misspelt} is found");
    }
    Ok(())
}

/// What a configuration reads from the environment.
const COLLECTOR_VARIABLES: &[(&str, &str)] = &[
    ("PHOENIX_OTLP_ENDPOINT", "http://phoenix:6006"),
    ("SAMPLING_PERCENTAGE", "10"),
    ("SAMPLING_SLOW_MS", "10000"),
    ("SAMPLING_EXPENSIVE_USD", "0.10"),
];

#[test]
fn a_collector_takes_every_configuration_where_there_is_one() -> Result<()> {
    let Some(collector) = live::collector() else { return Ok(()) };
    for path in files("deploy/otel-collector", ".yaml")?.keys() {
        collector.validate(&file(path), COLLECTOR_VARIABLES)?;
    }
    Ok(())
}

#[test]
fn promtool_takes_the_configuration_with_its_rules() -> Result<()> {
    let Some(programs) = live::prometheus()? else { return Ok(()) };
    let folder = tempfile::tempdir()?;
    let config = read("deploy/prometheus/prometheus.yml")?;
    // Where it is mounted.
    assert!(config.contains("/etc/prometheus/*rules.yml"));
    fs::write(folder.path().join("prometheus.yml"), config.replace("/etc/prometheus/", "./"))?;
    for (path, text) in files("deploy/prometheus", "rules.yml")? {
        fs::write(folder.path().join(path.rsplit('/').next().unwrap_or_default()), text)?;
    }
    let said = programs.promtool(&["check", "config", "prometheus.yml"], folder.path())?;
    let rules = files("deploy/prometheus", "rules.yml")?.len();
    assert_eq!(said.matches("rules found").count(), rules, "{said}");
    Ok(())
}

#[test]
fn each_alert_comes_when_it_should_and_only_then() -> Result<()> {
    let Some(programs) = live::prometheus()? else { return Ok(()) };
    let folder = file("deploy/prometheus");
    for (path, rules) in files("deploy/prometheus", "_rules.yml")? {
        let name = path.rsplit('/').next().unwrap_or_default();
        let test = name.replace(".yml", "_test.yml");
        programs.promtool(&["check", "rules", name], &folder)?;
        programs.promtool(&["test", "rules", &test], &folder)?;
        let tests = read(&format!("deploy/prometheus/{test}"))?;
        for alert in rules.lines().filter_map(|line| line.trim().strip_prefix("- alert: ")) {
            assert!(tests.contains(&format!("alertname: {alert}\n")), "{alert} has no test that it comes");
        }
    }
    Ok(())
}

#[test]
fn each_alert_is_documented() -> Result<()> {
    let documented = read("docs/deployment.md")?;
    for (path, rules) in files("deploy/prometheus", "_rules.yml")? {
        for alert in rules.lines().filter_map(|line| line.trim().strip_prefix("- alert: ")) {
            assert!(documented.contains(&format!("`{alert}`")), "{path}: {alert}");
        }
    }
    Ok(())
}

#[test]
fn promtool_takes_the_queries_of_all_panels() -> Result<()> {
    let Some(programs) = live::prometheus()? else { return Ok(()) };
    let queries = boards()?.into_iter().flat_map(|board| board.queries);
    let queries: Vec<_> = queries.filter(|query| query.source == "prometheus").collect();
    let rule = |(index, expr): (usize, String)| json!({ "record": format!("panel:{index}"), "expr": expr });
    let file = |queries: Vec<String>| {
        let rules: Vec<_> = queries.into_iter().enumerate().map(rule).collect();
        json!({ "groups": [{ "name": "panels", "rules": rules }] }).to_string()
    };
    let folder = tempfile::tempdir()?;
    let check = |rules: String| {
        fs::write(folder.path().join("rules.yml"), rules)?;
        programs.promtool(&["check", "rules", "rules.yml"], folder.path())
    };
    let said = check(file(queries.iter().map(|query| query.filled(60, 3600)).collect()))?;
    assert!(said.contains(&format!("{} rules found", queries.len())), "{said}");
    assert!(check(file(vec!["sum by (le (rate(up[1m]))".to_owned()])).is_err(), "a parenthesis is missed");
    Ok(())
}

#[test]
fn amtool_takes_the_configuration_of_alertmanager() -> Result<()> {
    let Some(programs) = live::prometheus()? else { return Ok(()) };
    let config = read("deploy/alertmanager/alertmanager.yml")?;
    let deployed = "url_file: /run/alertmanager/webhook-url";
    assert!(config.contains(deployed), "{config}");
    let folder = tempfile::tempdir()?;
    let check = |config: String| {
        fs::write(folder.path().join("alertmanager.yml"), config)?;
        programs.amtool(&["check-config", "alertmanager.yml"], folder.path())
    };
    // Debian's Alertmanager is older than `url_file`.
    let config = config.replace(deployed, "url: http://localhost:9/");
    let said = check(config.clone())?;
    assert!(said.contains("1 receivers"), "{said}");
    assert!(check(config.replace("receiver: webhook", "receiver: webhok")).is_err(), "nobody is told");
    Ok(())
}

#[test]
fn dashboards_are_what_grafanas_own_types_allow() -> Result<()> {
    let Some(types) = live::grafana()? else { return Ok(()) };
    let boards = boards()?;
    grafana::check(&types, boards.iter().map(|board| (board.name.as_str(), board.text.as_str())))?;
    let agents = boards.iter().find(|board| board.name == "agents").context("agents")?;
    for (right, wrong) in [
        ("\"gridPos\"", "\"gridpos\""),
        ("\"schemaVersion\": 41", "\"schemaVersion\": \"41\""),
        ("\"showPoints\": \"never\"", "\"showPoints\": \"nevver\""),
        ("\"lineWidth\"", "\"lineWith\""),
        ("\"instant\": true", "\"instant\": \"yes\""),
        ("\"unit\": \"ops\"", "\"units\": \"ops\""),
    ] {
        assert!(agents.text.contains(right), "{right}");
        let text = agents.text.replacen(right, wrong, 1);
        let error = grafana::check(&types, [("agents", text.as_str())]).expect_err(wrong).to_string();
        let line = text.lines().position(|line| line.contains(wrong)).context("a line")? + 1;
        assert!(error.contains(&format!("agents.ts({line},")), "{wrong}: {error}");
    }
    Ok(())
}
