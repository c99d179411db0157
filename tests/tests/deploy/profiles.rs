//! The profiles: which there are, what each starts, and which can be up together.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{networks, object, port, read, services, strings};

/// Stacks that would want the same ports: profiles of one stack go together, those of two do not.
const STACKS: &[&[&str]] = &[
    &["default", "a2a_shop", "economy", "logos", "orchestrator"],
    &["postgres", "mats"],
    &["jaeger"],
    &["tempo"],
    &["scale-out"],
];

/// Goes with every stack.
const ADDITIONS: &[&str] = &["alerts"];

/// What each service offers on the host, by default.
const PORTS: &[(&str, &[u16])] = &[
    ("alertmanager", &[9093]),
    ("grafana", &[3001]),
    ("jaeger", &[14268, 16686]),
    ("nats", &[4222, 8222]),
    ("otel-collector", &[4317, 4318, 8888, 13133]),
    ("otel-collector-gateway", &[4317, 4318, 8888, 13133]),
    ("otel-collector-jaeger", &[4317, 4318, 8888, 13133]),
    ("otel-collector-tempo", &[4317, 4318, 8888, 13133]),
    ("phoenix", &[6006]),
    ("phoenix-postgres", &[4317, 6006]),
    ("prometheus", &[9090]),
    ("tempo", &[3200]),
];

pub(crate) fn profiles(service: &Value) -> BTreeSet<String> {
    strings(&service["profiles"]).into_iter().collect()
}

/// Every stack with all that may be added to it, and every profile alone.
pub(crate) fn allowed() -> Vec<BTreeSet<String>> {
    let whole =
        STACKS.iter().map(|stack| stack.iter().chain(ADDITIONS).map(|one| (*one).to_owned()).collect());
    let alone = STACKS.concat().into_iter().chain(ADDITIONS.iter().copied());
    whole.chain(alone.map(|profile| BTreeSet::from([profile.to_owned()]))).collect()
}

#[test]
fn the_profiles_are_those_of_the_stacks_and_every_service_is_in_one() -> Result<()> {
    let mut used = BTreeSet::new();
    for (name, service) in services()? {
        let profiles = profiles(&service);
        assert!(!profiles.is_empty(), "{name} would be up with every stack");
        used.extend(profiles);
    }
    let known: BTreeSet<String> =
        STACKS.concat().into_iter().chain(ADDITIONS.iter().copied()).map(str::to_owned).collect();
    assert_eq!(used, known);
    assert!(read(".env")?.lines().any(|line| line == "COMPOSE_PROFILES=default"));
    let documented = read("docs/deployment.md")?;
    for profile in known {
        assert!(
            documented.contains(&format!("| `{profile}` |")),
            "docs/deployment.md says what {profile} is"
        );
    }
    Ok(())
}

/// What the backends of a profile are; its systems are checked elsewhere.
const BACKENDS: &[(&str, &[&str])] = &[
    ("default", &["phoenix", "otel-collector", "nats"]),
    ("postgres", &["phoenix-postgres", "postgres"]),
    ("mats", &["phoenix-postgres", "postgres"]),
    ("jaeger", &["phoenix", "otel-collector-jaeger", "jaeger", "prometheus"]),
    ("tempo", &["phoenix", "otel-collector-tempo", "tempo", "prometheus", "grafana"]),
    (
        "scale-out",
        &["phoenix", "otel-collector-gateway", "otel-collector-sampler-a", "otel-collector-sampler-b"],
    ),
    ("alerts", &["prometheus", "alertmanager"]),
];

#[test]
fn profiles_start_their_backends() -> Result<()> {
    let services = services()?;
    for (profile, backends) in BACKENDS {
        for backend in *backends {
            let service = services.get(*backend).with_context(|| format!("there is no {backend}"))?;
            assert!(profiles(service).contains(*profile), "{profile} starts {backend}");
        }
    }
    Ok(())
}

#[test]
fn no_allowed_set_of_profiles_wants_a_port_or_a_name_twice() -> Result<()> {
    let services = services()?;
    for set in allowed() {
        let (mut ports, mut names) = (BTreeMap::new(), BTreeMap::new());
        for (name, service) in services.iter().filter(|(_, service)| !profiles(service).is_disjoint(&set)) {
            for mapping in strings(&service["ports"]) {
                let (_, host, _) = port(&mapping).with_context(|| format!("{name}: {mapping}"))?;
                let other = ports.insert(host, name.clone());
                assert_eq!(other, None, "{set:?}: {host} is {name}'s");
            }
            let aliases = networks(service).into_values().flatten();
            // Samplers share a name on purpose: the gateway asks it for all of them.
            for alias in aliases.chain([name.clone()]).filter(|alias| alias != "otel-collector-samplers") {
                let other = names.insert(alias.clone(), name.clone());
                assert_eq!(other, None, "{set:?}: {alias} is {name}");
            }
        }
    }
    Ok(())
}

#[test]
fn ports_are_the_known_ones_on_loopback_and_each_can_be_moved() -> Result<()> {
    let mut offered: BTreeMap<String, BTreeSet<u16>> = BTreeMap::new();
    let mut variables = BTreeMap::new();
    for (name, service) in services()? {
        for mapping in strings(&service["ports"]) {
            let (variable, host, container) = port(&mapping).with_context(|| format!("{name}: {mapping}"))?;
            let moved = *variables.entry(variable.to_owned()).or_insert((host, container));
            assert_eq!(moved, (host, container), "{variable} moves one port");
            // Grafana's own port is a favourite of web servers under development.
            assert!(host == container || name == "grafana", "{name}");
            assert!(offered.entry(name.clone()).or_default().insert(host), "{name}: {host} twice");
        }
    }
    let known: BTreeMap<String, BTreeSet<u16>> =
        PORTS.iter().map(|(name, ports)| ((*name).to_owned(), ports.iter().copied().collect())).collect();
    assert_eq!(offered, known);
    Ok(())
}

#[test]
fn who_waits_waits_for_a_service_of_its_profiles_that_can_say_so() -> Result<()> {
    let services = services()?;
    for (name, service) in &services {
        for (on, how) in object(&service["depends_on"]) {
            let other =
                services.get(&on).with_context(|| format!("{name} waits for {on}, which is not there"))?;
            assert!(
                profiles(service).is_subset(&profiles(other)),
                "{name} waits for {on}, which may not be up"
            );
            match how["condition"].as_str() {
                Some("service_healthy") => assert!(other["healthcheck"].is_object(), "{name} > {on}"),
                Some("service_started") => assert!(name.ends_with("-probe"), "{name} > {on}"),
                other => panic!("{name} > {on}: {other:?}"),
            }
        }
    }
    Ok(())
}

#[test]
fn every_stack_has_a_phoenix_and_every_other_than_its_own_a_collector() -> Result<()> {
    let services = services()?;
    for profile in STACKS.concat() {
        let answers = |wanted: &str| {
            services.iter().any(|(name, service)| {
                let aliases = networks(service).into_values().flatten();
                profiles(service).contains(profile)
                    && aliases.chain([name.clone()]).any(|alias| alias == wanted)
            })
        };
        assert!(answers("phoenix"), "{profile}");
        assert_eq!(answers("otel-collector"), !["postgres", "mats"].contains(&profile), "{profile}");
    }
    Ok(())
}
