//! What metrics and logs add, and what all signals have in common.

use std::time::Duration;

use super::{Variables, error, settings};
use crate::telemetry::Compression;
use crate::telemetry::settings::{Collector, Exporter, MetricSettings, Settings, Temporality};

const ALL: [(&str, &str); 3] =
    [("OTEL_TRACES_EXPORTER", "otlp"), ("OTEL_METRICS_EXPORTER", "otlp"), ("OTEL_LOGS_EXPORTER", "otlp")];

fn of_all(variables: Variables<'_>) -> Vec<(&'static str, &'static str)> {
    let leak = |text: &str| -> &'static str { text.to_owned().leak() };
    ALL.into_iter().chain(variables.iter().map(|(name, value)| (leak(name), leak(value)))).collect()
}

fn all(variables: Variables<'_>) -> Settings {
    settings(&of_all(variables)).expect("settings")
}

fn metrics(settings: &Settings) -> &MetricSettings {
    settings.sdk.signals.metrics.as_ref().expect("metrics")
}

fn logs(settings: &Settings) -> &Collector {
    settings.sdk.signals.logs.as_ref().expect("logs")
}

fn traces(settings: &Settings) -> &crate::telemetry::settings::Endpoint {
    match settings.exporters.as_slice() {
        [Exporter::Otlp(endpoint)] => endpoint,
        other => panic!("{other:?}"),
    }
}

fn urls(settings: &Settings) -> [&str; 3] {
    [&traces(settings).url, &metrics(settings).collector.endpoint.url, &logs(settings).endpoint.url]
}

#[test]
fn an_endpoint_with_the_path_of_a_signal_is_the_base_of_all() {
    let expected = ["http://c/v1/traces", "http://c/v1/metrics", "http://c/v1/logs"];
    for base in ["http://c", "http://c/", "http://c/v1/traces", "http://c/v1/traces/", "http://c/v1/logs"] {
        assert_eq!(urls(&all(&[("OTEL_EXPORTER_OTLP_ENDPOINT", base)])), expected, "{base}");
    }
}

#[test]
fn user_and_password_are_no_part_of_what_a_transport_connects_to() {
    for protocol in ["grpc", "http/protobuf"] {
        let settings = all(&[
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://user:secret@c:4317"),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol),
        ]);
        assert!(urls(&settings).iter().all(|url| url.starts_with("http://c:4317")), "{:?}", urls(&settings));
        let [metrics, logs] = [&metrics(&settings).collector.endpoint, &logs(&settings).endpoint];
        assert!([traces(&settings), metrics, logs].iter().all(|one| one.userinfo == "user:secret"));
    }
}

#[test]
fn compression_is_one_for_all_signals_or_each_ones_own() {
    let compressions = |variables: Variables<'_>| {
        let settings = all(variables);
        [
            traces(&settings).compression,
            metrics(&settings).collector.endpoint.compression,
            logs(&settings).endpoint.compression,
        ]
    };
    use Compression::{Gzip, None};
    assert_eq!(compressions(&[]), [None; 3]);
    assert_eq!(compressions(&[("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip")]), [Gzip; 3]);
    let both =
        [("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip"), ("OTEL_EXPORTER_OTLP_METRICS_COMPRESSION", "none")];
    assert_eq!(compressions(&both), [Gzip, None, Gzip]);
    assert_eq!(compressions(&[("OTEL_EXPORTER_OTLP_LOGS_COMPRESSION", "GZIP")]), [None, None, Gzip]);
}

#[test]
fn what_is_not_accepted_is_refused_by_the_name_of_its_variable() {
    for (name, value) in [
        ("OTEL_EXPORTER_OTLP_COMPRESSION", "zstd"),
        ("OTEL_EXPORTER_OTLP_TRACES_COMPRESSION", "brotli"),
        ("OTEL_EXPORTER_OTLP_METRICS_COMPRESSION", "deflate"),
        ("OTEL_EXPORTER_OTLP_LOGS_COMPRESSION", "x"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "0"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "abc"),
        ("OTEL_METRIC_EXPORT_TIMEOUT", "abc"),
        ("OTEL_EXPORTER_OTLP_METRICS_TIMEOUT", "-1"),
        ("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "sometimes"),
        ("OTEL_BLRP_MAX_QUEUE_SIZE", "0"),
        ("OTEL_BLRP_MAX_EXPORT_BATCH_SIZE", "0"),
        ("OTEL_BLRP_SCHEDULE_DELAY", "abc"),
        ("OTEL_BLRP_EXPORT_TIMEOUT", "abc"),
        ("OTEL_EXPORTER_OTLP_LOGS_TIMEOUT", "abc"),
        ("OTEL_EXPORTER_OTLP_INSECURE", "perhaps"),
        ("OTEL_EXPORTER_OTLP_TRACES_INSECURE", "1"),
        ("OTEL_EXPORTER_OTLP_METRICS_INSECURE", "1"),
        ("OTEL_EXPORTER_OTLP_LOGS_INSECURE", "1"),
        ("OTEL_EXPORTER_PROMETHEUS_PORT", "70000"),
    ] {
        let mut variables = of_all(&[(name, value)]);
        if name.contains("PROMETHEUS") {
            variables.push(("OTEL_METRICS_EXPORTER", "prometheus"));
        }
        let message = error(&variables);
        assert!(message.contains(&format!("{name}: ")) && message.contains("is not accepted"), "{message}");
    }
}

#[test]
fn limits_of_metrics_and_logs_are_their_own() {
    let settings = all(&[
        ("OTEL_METRIC_EXPORT_INTERVAL", "7"),
        ("OTEL_METRIC_EXPORT_TIMEOUT", "8"),
        ("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", "Delta"),
        ("OTEL_BLRP_MAX_QUEUE_SIZE", "9"),
        ("OTEL_BLRP_SCHEDULE_DELAY", "10"),
        ("OTEL_EXPORTER_OTLP_LOGS_TIMEOUT", "11"),
        ("OTEL_BLRP_EXPORT_TIMEOUT", "12"),
    ]);
    let MetricSettings { collector, interval, temporality } = metrics(&settings);
    assert_eq!((*interval, *temporality), (Duration::from_millis(7), Temporality::Delta));
    assert_eq!(collector.limits.timeout, Duration::from_millis(8));
    let limits = &logs(&settings).limits;
    assert_eq!((limits.queue_items, limits.delay), (9, Duration::from_millis(10)));
    assert_eq!(limits.timeout, Duration::from_millis(11));
    assert_eq!(settings.sdk.batch.delay, Duration::from_secs(5), "and spans have theirs");
}

#[test]
fn an_endpoint_of_grpc_without_a_scheme_is_https_unless_it_is_said_to_be_insecure() {
    let grpc = |insecure| {
        let settings = all(&[
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "c:4317"),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
            ("OTEL_EXPORTER_OTLP_INSECURE", insecure),
        ]);
        urls(&settings).map(str::to_owned)
    };
    assert_eq!(grpc("true"), ["http://c:4317"; 3]);
    #[cfg(feature = "tls")]
    assert_eq!(grpc("false"), ["https://c:4317"; 3]);
}

#[test]
fn keys_and_values_of_resource_attributes_are_percent_decoded() {
    let settings = all(&[("OTEL_RESOURCE_ATTRIBUTES", "a%20key=a%2Cvalue,100%=1")]);
    let attributes: Vec<_> =
        settings.sdk.resource.iter().map(|one| (one.key.as_str(), one.value.as_str().into_owned())).collect();
    assert!(attributes.contains(&("a key", "a,value".to_owned())), "{attributes:?}");
    assert!(attributes.contains(&("100%", "1".to_owned())), "what starts no escape stands for itself");
}
