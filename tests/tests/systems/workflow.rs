//! What is done where there is Docker: each profile is started, and asked what it is for.

use std::{collections::BTreeSet, fs};

use anyhow::{Context as _, Result};
use serde_json::Value;
use xtask::workspace;

fn read(path: &str) -> Result<String> {
    fs::read_to_string(workspace::root().join(path)).with_context(|| path.to_owned())
}

fn strings(value: &Value) -> BTreeSet<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[test]
fn a_job_starts_every_profile_and_asks_it() -> Result<()> {
    let compose: Value = serde_saphyr::from_str(&read("docker-compose.yml")?)?;
    let services = compose["services"].as_object().context("there are services")?;
    let mut profiles: BTreeSet<_> =
        services.values().flat_map(|service| strings(&service["profiles"])).collect();
    profiles.insert("default".to_owned());
    let workflow: Value = serde_saphyr::from_str(&read(".github/workflows/ci.yml")?)?;
    let job = &workflow["jobs"]["compose"];
    assert_eq!(strings(&job["strategy"]["matrix"]["profile"]), profiles);
    let steps = job["steps"].as_array().context("there are steps")?;
    let runs = |command: &str| {
        steps.iter().any(|step| step["run"].as_str().is_some_and(|run| run.contains(command)))
    };
    assert!(runs("docker compose up --build --wait") && runs(".github/stack.sh \"$COMPOSE_PROFILES\""));
    let script = read(".github/stack.sh")?;
    // As patterns of the shell: alone, or several with bars between them.
    let asked: BTreeSet<_> = script
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.strip_suffix(')'))
        .flat_map(|patterns| patterns.split('|').map(|pattern| pattern.trim().to_owned()))
        .collect();
    let missing: Vec<_> = profiles.difference(&asked).collect();
    assert!(missing.is_empty(), "stack.sh asks nothing of {missing:?}: {asked:?}");
    Ok(())
}

#[test]
fn the_script_asks_the_apis_of_every_backend() -> Result<()> {
    let script = read(".github/stack.sh")?;
    let backends = [
        ("Phoenix", "localhost:6006/v1/"),
        ("Jaeger", "localhost:16686/api/traces/"),
        ("Prometheus", "localhost:9090/api/v1/"),
        ("Tempo", "localhost:3200/api/traces/"),
        ("Grafana", "localhost:3001/api/"),
        ("Alertmanager", "localhost:9093/api/"),
        ("NATS", "localhost:8222/"),
    ];
    for (backend, api) in backends {
        assert!(script.contains(api), "{backend} is not asked at {api}");
    }
    Ok(())
}
