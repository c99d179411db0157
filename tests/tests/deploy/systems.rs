//! The example systems as containers.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use serde_json::Value;
use xtask::demo::SYSTEMS;

use crate::{file, object, read, services, strings};

fn built() -> Result<Vec<(String, Value)>> {
    Ok(services()?.into_iter().filter(|(_, service)| service["build"].is_object()).collect())
}

#[test]
fn every_system_has_a_profile_that_runs_its_programs() -> Result<()> {
    for system in SYSTEMS {
        assert!(file(&format!("examples/{}/Cargo.toml", system.name)).is_file(), "{}", system.name);
        let mut runs = BTreeSet::new();
        for (name, service) in built()? {
            if strings(&service["profiles"]).iter().any(|profile| profile == system.name) {
                assert_eq!(service["build"]["args"]["PACKAGE"], system.name, "{name}");
                runs.extend(strings(&service["command"]).into_iter().next());
            }
        }
        let programs: BTreeSet<String> =
            system.services.iter().map(|service| service.program.to_owned()).collect();
        // A command line without services waits to be called.
        let expected = if programs.is_empty() { BTreeSet::from(["sleep".to_owned()]) } else { programs };
        assert_eq!(runs, expected, "{}", system.name);
    }
    Ok(())
}

#[test]
fn systems_are_built_by_the_one_dockerfile_and_tagged_with_the_version() -> Result<()> {
    for (name, service) in built()? {
        let build = &service["build"];
        assert_eq!(build["dockerfile"], "deploy/Dockerfile", "{name}");
        let package = build["args"]["PACKAGE"].as_str().context(name.clone())?;
        assert_eq!(
            service["image"],
            format!("openinference/{package}:{}", env!("CARGO_PKG_VERSION")),
            "{name}"
        );
    }
    let dockerfile = read("deploy/Dockerfile")?;
    assert_eq!(dockerfile.lines().filter(|line| line.starts_with("FROM ")).count(), 2, "build and run");
    let user = dockerfile.lines().find_map(|line| line.strip_prefix("USER ")).context("a user")?;
    for (name, service) in built()? {
        assert_eq!(service["user"], user, "{name}");
    }
    let channel = read("rust-toolchain.toml")?;
    let channel = channel.lines().find_map(|line| line.strip_prefix("channel = ")).context("a channel")?;
    assert!(dockerfile.contains(&format!("FROM rust:{}-slim", channel.trim_matches('"'))), "{channel}");
    Ok(())
}

#[test]
fn health_checks_knock_where_the_service_listens() -> Result<()> {
    for (name, service) in built()? {
        let environment = object(&service["environment"]);
        let listens =
            environment.get("LISTEN").and_then(Value::as_str).and_then(|one| one.rsplit(':').next());
        let page = environment.get("OTEL_EXPORTER_PROMETHEUS_PORT").and_then(Value::as_str);
        if let Some(port) = listens.or(page) {
            let asks = strings(&service["healthcheck"]["test"]).concat();
            assert!(asks.contains(&format!("/dev/tcp/127.0.0.1/{port}")), "{name}: {asks}");
        }
    }
    Ok(())
}

#[test]
fn addresses_are_of_services_that_the_system_waits_for() -> Result<()> {
    let services = services()?;
    for (name, service) in built()? {
        for (variable, url) in object(&service["environment"]) {
            let url = url.as_str().unwrap_or_default();
            let Some((_, rest)) = url.split_once("://") else { continue };
            let host = rest.split([':', '/']).next().unwrap_or_default();
            // Telemetry is never waited for.
            let telemetry = variable.starts_with("OTEL_") || variable.starts_with("PHOENIX_");
            let waits = telemetry || host == name || service["depends_on"].get(host).is_some();
            assert!(services.contains_key(host) && waits, "{name}: {variable}={url}");
        }
        assert!(service["environment"]["PHOENIX_PROJECT_NAME"].is_string(), "{name} has a project");
    }
    Ok(())
}
