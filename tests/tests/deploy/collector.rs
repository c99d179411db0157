//! The collectors' configurations. The workflow has the pinned collector validate them.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::{files, object, read, services, strings};

/// Every configuration, by its path.
fn configurations() -> Result<BTreeMap<String, Value>> {
    let files = files("deploy/otel-collector", ".yaml")?;
    files
        .into_iter()
        .map(|(path, text)| Ok((path.clone(), serde_saphyr::from_str(&text).context(path)?)))
        .collect()
}

/// The services that run a configuration.
fn run_by(path: &str) -> Result<Vec<(String, Value)>> {
    let mounts = |service: &Value| {
        strings(&service["volumes"]).iter().any(|one| one.starts_with(&format!("./{path}:")))
    };
    Ok(services()?.into_iter().filter(|(_, service)| mounts(service)).collect())
}

#[test]
fn every_configuration_is_run() -> Result<()> {
    for path in configurations()?.keys() {
        let services = run_by(path)?;
        assert!(!services.is_empty(), "nobody runs {path}");
        for (name, service) in services {
            assert_eq!(strings(&service["command"]), ["--config=/etc/otel-collector/config.yaml"], "{name}");
            assert!(
                service["mem_limit"].is_string(),
                "{name} has no memory that a limiter could take shares of"
            );
        }
    }
    Ok(())
}

#[test]
fn pipelines_use_what_is_there_limit_memory_first_and_batch_last() -> Result<()> {
    for (path, config) in configurations()? {
        let pipelines = object(&config["service"]["pipelines"]);
        assert!(pipelines.contains_key("traces"), "{path}");
        let mut used = BTreeMap::new();
        for (name, pipeline) in pipelines {
            for kind in ["receivers", "processors", "exporters"] {
                let components = strings(&pipeline[kind]);
                assert!(!components.is_empty(), "{path}: {name}: {kind}");
                for component in components {
                    assert!(
                        config[kind].get(&component).is_some(),
                        "{path}: {name} uses {component}, which is not there"
                    );
                    used.insert((kind, component), ());
                }
            }
            let processors = strings(&pipeline["processors"]);
            assert_eq!(processors.first().map(String::as_str), Some("memory_limiter"), "{path}: {name}");
            assert_eq!(processors.last().map(String::as_str), Some("batch"), "{path}: {name}");
        }
        for kind in ["receivers", "processors", "exporters"] {
            for component in object(&config[kind]).keys() {
                assert!(used.contains_key(&(kind, component.clone())), "{path}: nothing uses {component}");
            }
        }
        let limiter = &config["processors"]["memory_limiter"];
        assert_eq!(
            (&limiter["check_interval"], &limiter["limit_percentage"], &limiter["spike_limit_percentage"]),
            (&"5s".into(), &80.into(), &25.into()),
            "{path}"
        );
        let batch = &config["processors"]["batch"];
        let timeout = if path.ends_with("gateway.yaml") { "1s" } else { "10s" };
        assert_eq!(
            (&batch["timeout"], &batch["send_batch_size"], &batch["send_batch_max_size"]),
            (&timeout.into(), &512.into(), &512.into()),
            "{path}"
        );
    }
    Ok(())
}

/// Components by their kind that the pinned image has, under the names that it does not call deprecated.
const COMPONENTS: &[(&str, &[&str])] = &[
    ("extensions", &["health_check"]),
    ("receivers", &["otlp"]),
    ("processors", &["memory_limiter", "tail_sampling", "batch"]),
    ("exporters", &["otlp_http", "otlp_grpc", "loadbalancing", "prometheus", "debug"]),
    ("connectors", &[]),
];

#[test]
fn components_are_known_listen_where_ports_lead_and_take_long_conversations() -> Result<()> {
    for (path, config) in configurations()? {
        for (kind, known) in COMPONENTS {
            for name in object(&config[*kind]).keys() {
                let kind_of = name.split('/').next().unwrap_or_default();
                assert!(known.contains(&kind_of), "{path}: {kind}: {name}");
            }
        }
        for section in object(&config).keys().filter(|section| *section != "service") {
            assert!(COMPONENTS.iter().any(|(kind, _)| kind == section), "{path}: {section}");
        }
        for extension in strings(&config["service"]["extensions"]) {
            assert!(config["extensions"].get(&extension).is_some(), "{path}: {extension}");
        }
        let protocols = &config["receivers"]["otlp"]["protocols"];
        let prometheus =
            &config["service"]["telemetry"]["metrics"]["readers"][0]["pull"]["exporter"]["prometheus"];
        assert_eq!(protocols["grpc"]["endpoint"], "0.0.0.0:4317", "{path}");
        assert_eq!(protocols["http"]["endpoint"], "0.0.0.0:4318", "{path}");
        assert_eq!(protocols["grpc"]["max_recv_msg_size_mib"], 16, "{path}");
        assert_eq!(protocols["http"]["max_request_body_size"], 16 << 20, "{path}");
        assert_eq!(config["extensions"]["health_check"]["endpoint"], "0.0.0.0:13133", "{path}");
        assert_eq!((&prometheus["host"], &prometheus["port"]), (&"0.0.0.0".into(), &8888.into()), "{path}");
        assert_eq!(prometheus["without_units"], true, "{path}: series are called as dashboards call them");
        if let Some(exporter) = config["exporters"].get("prometheus") {
            assert_eq!(exporter["endpoint"], "0.0.0.0:8889", "{path}: where prometheus.yml asks");
        }
    }
    Ok(())
}

#[test]
fn what_is_sent_on_waits_in_a_queue_with_an_end_and_is_retried_for_a_time() -> Result<()> {
    for (path, config) in configurations()? {
        for (name, exporter) in object(&config["exporters"]) {
            let sends = if name == "loadbalancing" { &exporter["protocol"]["otlp"] } else { &exporter };
            if name.starts_with("otlp_") || name == "loadbalancing" {
                assert_eq!(sends["sending_queue"]["queue_size"], 1000, "{path}: {name}");
                assert_eq!(sends["retry_on_failure"]["max_elapsed_time"], "300s", "{path}: {name}");
            }
        }
    }
    Ok(())
}

#[test]
fn variables_are_given_to_who_runs_the_configuration() -> Result<()> {
    for path in configurations()?.keys() {
        let text = read(path)?;
        for (name, service) in run_by(path)? {
            let environment = object(&service["environment"]);
            for variable in text.split("${env:").skip(1).filter_map(|rest| rest.split('}').next()) {
                assert!(environment.contains_key(variable), "{path}: {name} has no {variable}");
            }
            for variable in environment.keys() {
                assert!(text.contains(&format!("${{env:{variable}}}")), "{path} does not read {variable}");
            }
            if let Some(phoenix) = environment.get("PHOENIX_OTLP_ENDPOINT") {
                assert_eq!(
                    phoenix, "${PHOENIX_OTLP_ENDPOINT:-http://phoenix:6006}",
                    "{name}: Phoenix takes HTTP there"
                );
            }
        }
    }
    Ok(())
}

#[test]
fn each_stack_sends_to_its_backends() -> Result<()> {
    let expected = [
        ("config", vec!["otlp_http/phoenix", "debug"]),
        ("jaeger", vec!["otlp_http/phoenix", "otlp_grpc/jaeger"]),
        ("tempo", vec!["otlp_http/phoenix", "otlp_grpc/tempo"]),
        ("gateway", vec!["loadbalancing"]),
        ("sampler", vec!["otlp_http/phoenix"]),
    ];
    let configurations = configurations()?;
    ensure!(configurations.len() == expected.len(), "all are known");
    for (name, exporters) in expected {
        let config = &configurations[&format!("deploy/otel-collector/{name}.yaml")];
        assert_eq!(strings(&config["service"]["pipelines"]["traces"]["exporters"]), exporters, "{name}");
    }
    Ok(())
}

#[test]
fn gateways_share_out_by_trace_among_all_samplers_and_these_keep_what_matters() -> Result<()> {
    let configurations = configurations()?;
    let balance = &configurations["deploy/otel-collector/gateway.yaml"]["exporters"]["loadbalancing"];
    assert_eq!(balance["routing_key"], "traceID");
    assert_eq!(balance["resolver"]["dns"]["hostname"], "otel-collector-samplers");
    let samplers = run_by("deploy/otel-collector/sampler.yaml")?;
    assert!(samplers.len() >= 2, "one sampler needs no gateway");
    for (name, sampler) in samplers {
        assert_eq!(
            strings(&sampler["networks"]["openinference"]["aliases"]),
            ["otel-collector-samplers"],
            "{name}"
        );
        assert!(sampler["ports"].is_null(), "{name} is asked by gateways only");
    }

    let sampling = &configurations["deploy/otel-collector/sampler.yaml"]["processors"]["tail_sampling"];
    let policies = sampling["policies"].as_array().context("policies")?;
    let policy =
        |kind: &str| policies.iter().find(|policy| policy["type"] == kind).map(|policy| &policy[kind]);
    assert_eq!(
        policy("status_code").map(|one| strings(&one["status_codes"])),
        Some(vec!["ERROR".to_owned()])
    );
    assert_eq!(policy("latency").map(|one| &one["threshold_ms"]), Some(&"${env:SAMPLING_SLOW_MS}".into()));
    let expensive = policy("ottl_condition").context("expensive traces are kept")?;
    assert!(strings(&expensive["span"]).concat().contains("\"llm.cost.total\""), "{expensive}");
    assert_eq!(
        policy("probabilistic").map(|one| &one["sampling_percentage"]),
        Some(&"${env:SAMPLING_PERCENTAGE}".into())
    );
    assert_eq!(policies.len(), 4, "one policy that says yes is enough: each more keeps more");
    Ok(())
}
