//! Log records of every source, and metrics.

use anyhow::{Context as _, Result};
use openinference_runtime::opentelemetry::logs::{
    AnyValue, LogRecord as _, Logger as _, LoggerProvider as _,
};
use openinference_runtime::opentelemetry::{InstrumentationScope, Key, KeyValue};
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::span;
use tracing_subscriber::layer::SubscriberExt as _;

use crate::canary::Canaries;
use crate::program::Program;

pub(crate) fn go(program: &Program, canaries: &Canaries) -> Result<()> {
    let subscriber = tracing_subscriber::registry().with(program.telemetry.log_layer());
    tracing::subscriber::with_default(subscriber, || {
        span(SpanKind::Agent, "logs").in_scope(|| {
            tracing::info!(
                note = canaries.content("log of a span: field", &[]),
                api_key = canaries.secret("log of a span: field named like a secret"),
                { "input.value" } =
                    canaries.content("log of a span: field named like an attribute", &["hide_inputs"]),
                "{}",
                canaries.content("log of a span: message", &[])
            );
        });
        tracing::info!(
            { "db.password" } = canaries.secret("log: field named like a secret, behind a namespace"),
            "started"
        );
    });
    let logger = program.telemetry.logger_provider().context("logs are on")?.logger_with_scope(
        InstrumentationScope::builder("appender")
            .with_attributes([KeyValue::new(
                "my.api_key",
                canaries.secret("log: attribute of the scope, named like a secret"),
            )])
            .build(),
    );
    let mut record = logger.create_log_record();
    record.set_body(AnyValue::Map(Box::new(
        [
            (
                Key::new("password"),
                canaries.secret("log of another source: field of the body, named like a secret").into(),
            ),
            (
                Key::new("body"),
                format!(
                    r#"{{"client_secret": "{}"}}"#,
                    canaries
                        .secret("log of another source: JSON as text in the body, field named like a secret")
                )
                .into(),
            ),
        ]
        .into_iter()
        .collect(),
    )));
    record.add_attribute("my.token", canaries.secret("log of another source: attribute named like a secret"));
    logger.emit(record);
    metrics(program, canaries);
    Ok(())
}

fn metrics(program: &Program, canaries: &Canaries) {
    let meter = program.telemetry.meter("shop");
    let sold = meter.u64_counter("shop.sold").build();
    sold.add(
        1,
        &[
            KeyValue::new("api_key", canaries.secret("metric: attribute named like a secret")),
            KeyValue::new("error.type", canaries.kept("metric: type of an error")),
            KeyValue::new("customer", canaries.content("metric: attribute", &[])),
            KeyValue::new(
                "input.value",
                canaries.content("metric: attribute named like a hidden one", &["hide_inputs"]),
            ),
        ],
    );
    let duration = meter.f64_histogram("shop.duration").build();
    duration.record(
        1.0,
        &[KeyValue::new(
            "my.token",
            canaries.secret("metric: attribute of a histogram, named like a secret"),
        )],
    );
}
