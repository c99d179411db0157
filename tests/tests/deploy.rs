//! What can be said of `docker-compose.yml` and of what it mounts without Docker. The workflow starts it with Docker.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use openinference_tests::live;
use serde_json::{Map, Value};

fn file(path: &str) -> PathBuf {
    xtask::workspace::root().join(path)
}

fn yaml(path: &str) -> Result<Value> {
    serde_saphyr::from_str(&fs::read_to_string(file(path))?).with_context(|| path.to_owned())
}

fn object(value: &Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn services() -> Result<Map<String, Value>> {
    let services = object(&yaml("docker-compose.yml")?["services"]);
    ensure!(!services.is_empty(), "there are services");
    Ok(services)
}

/// Root, who hands volumes over to who is not, and can do nothing else.
fn is_root(service: &Value) -> bool {
    service["user"] == "0:0"
}

/// `"${BIND_ADDRESS:-127.0.0.1}:${NAME:-host}:container"`: the variable, its default and the port in the container.
fn port(mapping: &str) -> Option<(&str, u16, u16)> {
    let rest = mapping.strip_prefix("${BIND_ADDRESS:-127.0.0.1}:${")?;
    let (host, container) = rest.split_once("}:")?;
    let (variable, default) = host.split_once(":-")?;
    Some((variable, default.parse().ok()?, container.parse().ok()?))
}

#[test]
fn the_file_is_valid_by_the_compose_specification() -> Result<()> {
    let Some(venv) = live::compose()? else { return Ok(()) };
    let check = |path: PathBuf| {
        Command::new(venv.python())
            .args(["-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"])
            .arg(path)
            .output()
    };
    let checked = check(file("docker-compose.yml"))?;
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
    let wrong = std::env::temp_dir().join(format!("compose-{}.yml", std::process::id()));
    fs::write(&wrong, "services: { a: { image: b, helthcheck: {} } }")?;
    let checked = check(wrong.clone());
    fs::remove_file(wrong)?;
    assert!(!checked?.status.success(), "a misspelt key is found");
    Ok(())
}

#[test]
fn every_service_has_a_health_check_of_its_own_or_a_probe() -> Result<()> {
    let services = services()?;
    for (name, service) in &services {
        let checked = services.get(&format!("{name}-probe")).unwrap_or(service);
        let test = strings(&checked["healthcheck"]["test"]);
        assert_eq!(
            test.first().map(String::as_str),
            Some("CMD"),
            "{name}: images without a shell know no CMD-SHELL"
        );
        let asks = test.concat();
        assert!(asks.contains(":13133/") || asks.contains("/healthz") || is_root(service), "{name}: {asks}");
        if checked != service {
            assert!(asks.contains(&format!("//{name}:")), "the probe of {name} asks {name}: {asks}");
        }
    }
    Ok(())
}

#[test]
fn who_waits_waits_for_a_service_that_can_say_so() -> Result<()> {
    let services = services()?;
    for (name, service) in &services {
        for (on, how) in object(&service["depends_on"]) {
            let other =
                services.get(&on).with_context(|| format!("{name} waits for {on}, which is not there"))?;
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
fn images_are_pinned() -> Result<()> {
    for (name, service) in services()? {
        let image = service["image"].as_str().with_context(|| format!("{name} has an image"))?;
        let (_, tag) = image.split_once(':').with_context(|| format!("{image} has a tag"))?;
        let version = tag.trim_start_matches("version-");
        let numbers = version.split(['.', '-']).take(3).filter(|part| part.parse::<u32>().is_ok()).count();
        assert_eq!(numbers, 3, "{image} is one version");
    }
    Ok(())
}

#[test]
fn services_start_again_hold_few_rights_and_are_nobody_important() -> Result<()> {
    for (name, service) in services()? {
        assert_eq!(strings(&service["cap_drop"]), ["ALL"], "{name}");
        assert_eq!(strings(&service["security_opt"]), ["no-new-privileges:true"], "{name}");
        assert!(service["privileged"].is_null(), "{name}");
        assert_eq!(service["restart"], "unless-stopped", "{name}");
        if is_root(&service) {
            assert_eq!(service["network_mode"], "none", "{name}");
            assert_eq!(strings(&service["cap_add"]), ["CHOWN"], "{name}");
            assert!(service["ports"].is_null(), "{name}");
        } else {
            assert!(service["cap_add"].is_null(), "{name}");
            let user = service["user"].as_str().unwrap_or("root");
            assert!(!user.starts_with('0') && user != "root", "{name} is {user}");
            assert_eq!(strings(&service["networks"]), ["openinference"], "{name}");
        }
    }
    Ok(())
}

/// What each service offers on the host, by default.
const PORTS: &[(&str, &[u16])] =
    &[("nats", &[4222, 8222]), ("otel-collector", &[4317, 4318, 8888, 13133]), ("phoenix", &[6006])];

#[test]
fn ports_are_the_known_ones_on_loopback_and_each_can_be_moved() -> Result<()> {
    let mut offered = BTreeMap::new();
    let mut variables = BTreeSet::new();
    for (name, service) in services()? {
        for mapping in strings(&service["ports"]) {
            let (variable, host, container) = port(&mapping).with_context(|| format!("{name}: {mapping}"))?;
            assert!(variables.insert(variable.to_owned()), "{variable} moves one port");
            assert_eq!(host, container, "{name}");
            offered.entry(name.clone()).or_insert_with(BTreeSet::new).insert(host);
        }
    }
    for (name, ports) in PORTS {
        assert_eq!(offered.get(*name), Some(&ports.iter().copied().collect()), "{name}");
    }
    let all: Vec<u16> = offered.values().flatten().copied().collect();
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "no port twice");
    Ok(())
}

#[test]
fn what_is_mounted_is_there_and_configuration_is_read_only() -> Result<()> {
    let compose = yaml("docker-compose.yml")?;
    let volumes = object(&compose["volumes"]);
    for (name, service) in services()? {
        for mount in strings(&service["volumes"]) {
            let mut parts = mount.split(':');
            let (from, mode) = (parts.next().unwrap_or_default(), parts.nth(1));
            if from.starts_with('.') {
                assert!(file(from).is_file(), "{name}: {from}");
                assert_eq!(mode, Some("ro"), "{name}: {mount}");
            } else {
                assert!(volumes.contains_key(from), "{name}: {from}");
            }
        }
        // Phoenix is the one that nobody promises to work so.
        assert!(service["read_only"] == true || name == "phoenix", "{name} writes to volumes only");
    }
    Ok(())
}

#[test]
fn no_secret_is_written_down() -> Result<()> {
    for path in ["docker-compose.yml", "deploy/otel-collector/config.yaml"] {
        let text = fs::read_to_string(file(path))?.to_lowercase();
        for word in ["password:", "secret:", "secret=", "api_key:", "authorization", "token:"] {
            assert!(!text.contains(word), "{path}: {word}");
        }
    }
    Ok(())
}

#[test]
fn the_collector_limits_memory_first_and_batches_last() -> Result<()> {
    let config = yaml("deploy/otel-collector/config.yaml")?;
    let pipelines = object(&config["service"]["pipelines"]);
    assert!(pipelines.contains_key("traces"));
    for (name, pipeline) in pipelines {
        for kind in ["receivers", "processors", "exporters"] {
            let used = strings(&pipeline[kind]);
            assert!(!used.is_empty(), "{name}: {kind}");
            for component in used {
                assert!(
                    config[kind].get(&component).is_some(),
                    "{name} uses {component}, which is not there"
                );
            }
        }
        let processors = strings(&pipeline["processors"]);
        assert_eq!(processors.first().map(String::as_str), Some("memory_limiter"), "{name}");
        assert_eq!(processors.last().map(String::as_str), Some("batch"), "{name}");
    }
    let processors = &config["processors"];
    let limiter = &processors["memory_limiter"];
    assert_eq!(
        (&limiter["check_interval"], &limiter["limit_percentage"], &limiter["spike_limit_percentage"]),
        (&"5s".into(), &80.into(), &25.into())
    );
    assert_eq!(
        (&processors["batch"]["timeout"], &processors["batch"]["send_batch_size"]),
        (&"10s".into(), &512.into())
    );
    Ok(())
}

/// Components by their kind that the pinned image has, under the names that it does not call deprecated.
const COMPONENTS: &[(&str, &[&str])] = &[
    ("extensions", &["health_check"]),
    ("receivers", &["otlp"]),
    ("processors", &["memory_limiter", "batch"]),
    ("exporters", &["otlp_http", "otlp_grpc", "debug"]),
    ("connectors", &[]),
];

#[test]
fn the_collector_knows_its_components_and_listens_where_ports_lead() -> Result<()> {
    let config = yaml("deploy/otel-collector/config.yaml")?;
    for (kind, known) in COMPONENTS {
        for name in object(&config[*kind]).keys() {
            let kind_of = name.split('/').next().unwrap_or_default();
            assert!(known.contains(&kind_of), "{kind}: {name}");
        }
    }
    for section in object(&config).keys().filter(|section| *section != "service") {
        assert!(COMPONENTS.iter().any(|(kind, _)| kind == section), "{section}");
    }
    for extension in strings(&config["service"]["extensions"]) {
        assert!(config["extensions"].get(&extension).is_some(), "{extension}");
    }
    let protocols = &config["receivers"]["otlp"]["protocols"];
    let prometheus =
        &config["service"]["telemetry"]["metrics"]["readers"][0]["pull"]["exporter"]["prometheus"];
    assert_eq!(protocols["grpc"]["endpoint"], "0.0.0.0:4317");
    assert_eq!(protocols["http"]["endpoint"], "0.0.0.0:4318");
    assert_eq!(config["extensions"]["health_check"]["endpoint"], "0.0.0.0:13133");
    assert_eq!((&prometheus["host"], &prometheus["port"]), (&"0.0.0.0".into(), &8888.into()));
    Ok(())
}

#[test]
fn variables_of_the_collector_are_given_to_it() -> Result<()> {
    let text = fs::read_to_string(file("deploy/otel-collector/config.yaml"))?;
    let environment = object(&services()?["otel-collector"]["environment"]);
    let mut used = text.split("${env:").skip(1).filter_map(|rest| rest.split('}').next());
    assert!(used.all(|variable| environment.contains_key(variable)));
    let phoenix = environment["PHOENIX_OTLP_ENDPOINT"].as_str().unwrap_or_default();
    assert!(phoenix.contains("http://phoenix:6006}"), "Phoenix takes HTTP there: {phoenix}");
    Ok(())
}

#[test]
fn phoenix_is_the_one_that_the_tests_run() -> Result<()> {
    let pins = fs::read_to_string(file("xtask/phoenix/requirements.txt"))?;
    let pinned = pins.lines().find_map(|line| line.strip_prefix("arize-phoenix==")).context("a pin")?;
    let image = services()?["phoenix"]["image"].as_str().unwrap_or_default().to_owned();
    assert!(image.contains(&format!(":version-{pinned}")), "{image} and {pinned}");
    Ok(())
}
