//! Where spans go.

use super::{Variables, environment};
use crate::telemetry::{
    InitError, Protocol,
    settings::{Choices, Endpoint},
};

fn resolve(choices: &Choices, variables: Variables<'_>) -> Result<Endpoint, InitError> {
    Endpoint::resolve(choices, &environment(variables), "OTEL_TRACES_EXPORTER")
}

fn from(variables: Variables<'_>) -> Endpoint {
    resolve(&Choices::default(), variables).expect("an endpoint")
}

fn in_code(url: &str) -> Endpoint {
    let choices = Choices { endpoint: Some(url.to_owned()), ..Choices::default() };
    resolve(&choices, &[]).expect("an endpoint")
}

const COLLECTOR: &str = "PHOENIX_COLLECTOR_ENDPOINT";
const PHOENIX: &str = "PHOENIX_ENDPOINT";
const OTLP: &str = "OTEL_EXPORTER_OTLP_ENDPOINT";
const TRACES: &str = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

/// The table that Phoenix's JavaScript packages share (reference: `endpointConformance.test.ts`).
const CONFORMANCE: [(Variables<'static>, &str); 29] = [
    (&[], "http://localhost:6006/v1/traces"),
    (&[(PHOENIX, "http://api")], "http://api/v1/traces"),
    (&[(COLLECTOR, "http://col")], "http://col/v1/traces"),
    (&[(COLLECTOR, "http://col"), (PHOENIX, "http://api")], "http://col/v1/traces"),
    (&[(COLLECTOR, "http://col"), (OTLP, "http://otlp")], "http://col/v1/traces"),
    (&[(COLLECTOR, "http://col"), (TRACES, "http://otlp/custom/traces")], "http://col/v1/traces"),
    (&[(COLLECTOR, "http://col"), ("PHOENIX_HOST", "host")], "http://col/v1/traces"),
    (
        &[
            (COLLECTOR, "http://col"),
            (PHOENIX, "http://api"),
            (OTLP, "http://otlp"),
            (TRACES, "http://otlp/t"),
        ],
        "http://col/v1/traces",
    ),
    (&[(COLLECTOR, "http://col/")], "http://col/v1/traces"),
    (&[(COLLECTOR, "http://col/v1/traces")], "http://col/v1/traces"),
    (&[(COLLECTOR, "http://col/v1/traces/")], "http://col/v1/traces"),
    (&[(COLLECTOR, "http://col//v1/traces")], "http://col/v1/traces"),
    (&[(COLLECTOR, "http://col/api/v1/traces")], "http://col/api/v1/traces"),
    (&[(COLLECTOR, "http://col/v1/traces?tenant=a")], "http://col/v1/traces?tenant=a"),
    (&[(OTLP, "http://otlp")], "http://otlp/v1/traces"),
    (&[(OTLP, "http://otlp"), (PHOENIX, "http://api")], "http://otlp/v1/traces"),
    (&[(TRACES, "http://otlp/custom/traces")], "http://otlp/custom/traces"),
    (&[(TRACES, "http://otlp/custom/traces"), (PHOENIX, "http://api")], "http://otlp/custom/traces"),
    (&[(TRACES, "http://otlp/custom/traces"), (OTLP, "http://otlp")], "http://otlp/custom/traces"),
    (&[("PHOENIX_BASE_URL", "http://base")], "http://localhost:6006/v1/traces"),
    (&[("PHOENIX_HOST", "host")], "http://localhost:6006/v1/traces"),
    (&[(COLLECTOR, "")], "http://localhost:6006/v1/traces"),
    (&[(COLLECTOR, "  ")], "http://localhost:6006/v1/traces"),
    (&[(PHOENIX, "")], "http://localhost:6006/v1/traces"),
    (&[(PHOENIX, " ")], "http://localhost:6006/v1/traces"),
    (&[(OTLP, "")], "http://localhost:6006/v1/traces"),
    (&[(OTLP, "\t")], "http://localhost:6006/v1/traces"),
    (&[(TRACES, "")], "http://localhost:6006/v1/traces"),
    (&[(TRACES, " "), (OTLP, "http://otlp")], "http://otlp/v1/traces"),
];

#[test]
fn every_row_of_the_conformance_table_posts_to_the_same_url() {
    for (variables, url) in CONFORMANCE {
        let endpoint = from(variables);
        assert_eq!(
            (endpoint.url.as_str(), endpoint.protocol),
            (url, Protocol::HttpProtobuf),
            "{variables:?}"
        );
    }
}

#[test]
fn port_4317_without_a_path_means_grpc() {
    for variable in [COLLECTOR, PHOENIX, OTLP, TRACES] {
        let endpoint = from(&[(variable, "http://col:4317")]);
        assert_eq!(
            (endpoint.url.as_str(), endpoint.protocol),
            ("http://col:4317", Protocol::Grpc),
            "{variable}"
        );
        assert_eq!(from(&[(variable, "http://col:4317/")]).protocol, Protocol::Grpc);
        assert_eq!(from(&[(variable, "http://col:4317/v1/traces")]).protocol, Protocol::HttpProtobuf);
        assert_eq!(from(&[(variable, "http://col:4318")]).protocol, Protocol::HttpProtobuf);
    }
    assert_eq!(in_code("http://col:4317").protocol, Protocol::Grpc);
}

#[test]
fn phoenix_grpc_port_moves_the_port_that_means_grpc() {
    let port = ("PHOENIX_GRPC_PORT", "5317");
    assert_eq!(from(&[(OTLP, "http://col:5317"), port]).protocol, Protocol::Grpc);
    assert_eq!(from(&[(OTLP, "http://col:4317"), port]).protocol, Protocol::HttpProtobuf);
}

#[test]
fn a_protocol_that_is_said_wins_over_the_port() {
    let http = ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
    let endpoint = from(&[(OTLP, "http://col:4317"), http]);
    assert_eq!(
        (endpoint.url.as_str(), endpoint.protocol),
        ("http://col:4317/v1/traces", Protocol::HttpProtobuf)
    );
    let grpc = ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "grpc");
    assert_eq!(from(&[(OTLP, "http://col:9999"), http, grpc]).protocol, Protocol::Grpc);
}

#[test]
fn grpc_to_a_phoenix_variable_goes_to_phoenixs_grpc_port() {
    let grpc = ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
    assert_eq!(from(&[(COLLECTOR, "http://col:6006"), grpc]).url, "http://col:4317");
    assert_eq!(from(&[(COLLECTOR, "http://col"), grpc]).url, "http://col:4317");
    assert_eq!(
        from(&[(COLLECTOR, "http://col:6006"), grpc, ("PHOENIX_GRPC_PORT", "5317")]).url,
        "http://col:5317"
    );
    assert_eq!(from(&[grpc]).url, "http://localhost:4317");
}

#[test]
fn an_endpoint_in_code_wins_and_keeps_its_path() {
    let choices = Choices { endpoint: Some("http://code/custom".to_owned()), ..Choices::default() };
    let endpoint = resolve(&choices, &[(COLLECTOR, "http://col")]).expect("an endpoint");
    assert_eq!(
        (endpoint.url.as_str(), endpoint.setting.as_str()),
        ("http://code/custom", "Builder::endpoint")
    );
    assert_eq!(in_code("http://code").url, "http://code/v1/traces");
}

#[test]
fn the_page_of_a_phoenix_space_is_cut_down_to_its_collector() {
    let url = |path: &str| from(&[(COLLECTOR, &format!("https://app.phoenix.arize.com{path}"))]).url;
    assert_eq!(url("/s/me"), "https://app.phoenix.arize.com/s/me/v1/traces");
    assert_eq!(url("/s/me/projects/1"), "https://app.phoenix.arize.com/s/me/v1/traces");
    assert_eq!(url("/s/me/v1/traces"), "https://app.phoenix.arize.com/s/me/v1/traces");
}

#[test]
fn loopback_is_known_in_every_spelling() {
    for host in ["localhost", "LOCALHOST", "api.localhost", "127.0.0.1", "127.9.9.9", "[::1]", "0.0.0.0"] {
        assert!(from(&[(OTLP, &format!("http://{host}:4318"))]).loopback, "{host}");
    }
    for host in ["localhost.example.com", "10.0.0.1", "[2001:db8::1]"] {
        assert!(!from(&[(OTLP, &format!("http://{host}:4318"))]).loopback, "{host}");
    }
}

#[test]
fn a_bad_url_names_the_variable_and_hides_credentials() {
    for (url, problem) in [
        ("localhost:6006", "does not start with"),
        ("ftp://user:hunter2@host", "neither"),
        ("http://", "no host"),
        ("http://user:hunter2@:80", "no host"),
        ("http://host:99999/?key=hunter2", "port"),
        ("http://host:0", "port"),
        ("http://[::1", "bracket"),
        ("http://ho st", "white space"),
        ("http://user:hunter2/@host", "an `@` follows"),
        ("http://user:8080#hunter2@host", "an `@` follows"),
        ("http://host/?key=hunter2@x", "an `@` follows"),
        ("hunter2", "does not start with"),
    ] {
        let error = resolve(&Choices::default(), &[(COLLECTOR, url)]).expect_err(url).to_string();
        assert!(error.contains(COLLECTOR) && error.contains(problem), "{error}");
        assert!(!error.contains("hunter2"), "{error}");
        assert!(error.contains("http://localhost:6006"), "says what is accepted: {error}");
    }
}

#[test]
fn an_unknown_protocol_names_the_variable_and_the_accepted_ones() {
    let variables: Variables<'_> = &[(OTLP, "http://col"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")];
    let error = resolve(&Choices::default(), variables).expect_err("no such protocol").to_string();
    assert_eq!(
        error,
        "OTEL_EXPORTER_OTLP_PROTOCOL: its value is not accepted; use `http/protobuf` or `grpc`"
    );
}

#[test]
fn a_port_that_is_none_names_the_variable() {
    let error =
        resolve(&Choices::default(), &[("PHOENIX_GRPC_PORT", "many")]).expect_err("no port").to_string();
    assert_eq!(error, "PHOENIX_GRPC_PORT: its value is not accepted; use a port from 1 to 65535");
}

#[test]
fn what_is_printed_of_an_endpoint_has_no_credentials() {
    let endpoint = from(&[(OTLP, "http://user:hunter2@col:4318/secret?key=hunter2")]);
    assert_eq!(endpoint.origin, "http://col:4318");
    assert!(!format!("{endpoint:?}").contains("hunter2"));
    assert!(endpoint.url.contains("hunter2"), "the transport needs them");
}
