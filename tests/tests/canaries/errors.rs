//! What set-up says of settings that it does not understand.

use anyhow::{Result, ensure};
use openinference_runtime::telemetry::Builder;

/// Every variable that may be refused.
const VARIABLES: &[&str] = &[
    "OTEL_BLRP_MAX_QUEUE_SIZE",
    "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
    "OTEL_BSP_SCHEDULE_DELAY",
    "OTEL_EXPORTER_OTLP_CERTIFICATE",
    "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE",
    "OTEL_EXPORTER_OTLP_CLIENT_KEY",
    "OTEL_EXPORTER_OTLP_COMPRESSION",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "OTEL_EXPORTER_OTLP_HEADERS",
    "OTEL_EXPORTER_OTLP_INSECURE",
    "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
    "OTEL_EXPORTER_OTLP_LOGS_HEADERS",
    "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
    "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
    "OTEL_EXPORTER_OTLP_PROTOCOL",
    "OTEL_EXPORTER_OTLP_TIMEOUT",
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
    "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
    "OTEL_EXPORTER_PROMETHEUS_PORT",
    "OTEL_EXPORT_CONSOLE",
    "OTEL_LOGS_EXPORTER",
    "OTEL_METRICS_EXPORTER",
    "OTEL_METRIC_EXPORT_INTERVAL",
    "OTEL_PROPAGATORS",
    "OTEL_RESOURCE_ATTRIBUTES",
    "OTEL_SDK_DISABLED",
    "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT",
    "OTEL_TRACES_EXPORTER",
    "OTEL_TRACES_SAMPLER",
    "OTEL_TRACES_SAMPLER_ARG",
    "PHOENIX_CLIENT_HEADERS",
    "PHOENIX_COLLECTOR_ENDPOINT",
    "PHOENIX_ENDPOINT",
    "PHOENIX_GRPC_PORT",
];

/// What people paste by mistake, with the text in it.
fn pasted(word: &str) -> [String; 12] {
    [
        word.to_owned(),
        format!("none,{word}"),
        format!("a=b,{word} x=y"),
        format!("a=b,{word}"),
        format!("a=%ff{word}"),
        format!("a={word}\u{e9}"),
        format!("{{\"{word} x\": \"y\"}}"),
        format!("{{\"a\": {word}}}"),
        format!("http://user:{word}/@host:1"),
        format!("http://host:1/?key={word}#@"),
        format!("https://{word}@:0"),
        format!("-----BEGIN PRIVATE KEY-----\n{word}\n-----END PRIVATE KEY-----"),
    ]
}

#[test]
fn an_error_of_set_up_never_repeats_what_a_variable_says() -> Result<()> {
    let _turn = crate::turn();
    let mut refused = 0;
    for variable in VARIABLES {
        for value in pasted("canary000end") {
            let environment = [
                (
                    "OTEL_METRICS_EXPORTER",
                    if *variable == "OTEL_EXPORTER_PROMETHEUS_PORT" { "prometheus" } else { "otlp" },
                ),
                ("OTEL_LOGS_EXPORTER", "otlp"),
                ("OTEL_TRACES_EXPORTER", "otlp"),
                ("OTEL_TRACES_SAMPLER", "traceidratio"),
                (
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    if variable.contains("CERTIFICATE") || variable.contains("KEY") {
                        "https://localhost:1"
                    } else {
                        "http://localhost:1"
                    },
                ),
            ];
            let environment = environment.into_iter().filter(|(name, _)| name != variable);
            let environment = environment.chain([(*variable, value.as_str())]);
            let builder = Builder::new().environment(environment).console(false).quiet(true);
            if let Err(error) = builder.init() {
                refused += 1;
                let said = format!("{error} {error:?}");
                ensure!(!said.contains("canary"), "{variable}={value}: {said}");
                ensure!(
                    said.contains(variable) || said.contains("OTEL_EXPORTER_OTLP_CLIENT"),
                    "{variable}: {said}"
                );
            }
        }
    }
    ensure!(refused > 250, "only {refused} were refused");
    Ok(())
}
