//! Metrics and logs from the same set-up as the spans. Set-up is about the whole process: the tests take turns.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context as _, Result};
use openinference_runtime::config::{CaptureLevel, TraceConfig, TraceConfigBuilder};
use openinference_runtime::opentelemetry::logs::{LogRecord as _, Logger as _, LoggerProvider as _};
use openinference_runtime::opentelemetry::trace::{Span as _, Tracer as _};
use openinference_runtime::semconv::SpanKind;
use openinference_runtime::telemetry::Builder;
use openinference_runtime::{InitError, Telemetry, current, span};
use openinference_tests::sink::Sink;
use opentelemetry_proto::tonic::collector::logs::v1::ExportLogsServiceRequest;
use opentelemetry_proto::tonic::collector::metrics::v1::ExportMetricsServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::logs::v1::LogRecord;
use opentelemetry_sdk::trace::{InMemorySpanExporter, SimpleSpanProcessor};
use tracing_subscriber::layer::{Layer, SubscriberExt as _};

fn turn() -> MutexGuard<'static, ()> {
    static TURNS: Mutex<()> = Mutex::new(());
    TURNS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A program in an environment of these variables and no others.
fn program<const N: usize>(variables: [(&str, &str); N]) -> Builder {
    Builder::new().environment(variables).console(false).quiet(true)
}

fn lookup() {
    span(SpanKind::Tool, "lookup").in_scope(|| {});
}

fn text(record: &LogRecord) -> String {
    match record.body.as_ref().and_then(|body| body.value.as_ref()) {
        Some(Value::StringValue(text)) => text.clone(),
        other => format!("{other:?}"),
    }
}

/// The records that the collector got, by their text.
fn records(sink: &Sink) -> Result<Vec<LogRecord>> {
    let requests = sink.requests::<ExportLogsServiceRequest>("/v1/logs")?;
    let scopes =
        requests.into_iter().flat_map(|request| request.resource_logs).flat_map(|logs| logs.scope_logs);
    Ok(scopes.flat_map(|scope| scope.log_records).collect())
}

/// The names of the metrics that the collector got.
fn measured(sink: &Sink) -> Result<Vec<String>> {
    let requests = sink.requests::<ExportMetricsServiceRequest>("/v1/metrics")?;
    let scopes =
        requests.into_iter().flat_map(|request| request.resource_metrics).flat_map(|one| one.scope_metrics);
    Ok(scopes.flat_map(|scope| scope.metrics).map(|metric| metric.name).collect())
}

#[test]
fn events_within_a_span_are_logs_with_its_ids() -> Result<()> {
    let _turn = turn();
    let sink = Sink::start()?;
    let telemetry =
        program([("OTEL_LOGS_EXPORTER", "otlp"), ("OTEL_EXPORTER_OTLP_ENDPOINT", &sink.url())]).init()?;
    let subscriber = tracing_subscriber::registry().with(telemetry.log_layer());
    let ids = tracing::subscriber::with_default(subscriber, || {
        tracing::info!("before");
        tracing::info!(target: "hyper::client", "of a client of the program");
        span(SpanKind::Agent, "planner").in_scope(|| {
            tracing::warn!(city = "Bern", "within");
            current().span_context()
        })
    });
    drop(telemetry);

    let mut records = records(&sink)?;
    // Those of a target stand together.
    records.sort_by_key(text);
    let texts: Vec<_> = records.iter().map(text).collect();
    assert_eq!(texts, ["before", "of a client of the program", "within"]);
    assert_eq!(records[0].trace_id, Vec::<u8>::new());
    assert_eq!(records[2].trace_id, ids.trace_id().to_bytes());
    assert_eq!(records[2].span_id, ids.span_id().to_bytes());
    assert_eq!(records[2].attributes[0].key, "city");
    Ok(())
}

/// The only test with a subscriber for all threads, which hears the exporters' too; clients have most to say at `trace`.
#[test]
fn what_exporters_say_of_themselves_is_not_exported() -> Result<()> {
    let _turn = turn();
    let sink = Sink::start()?;
    let telemetry = program([
        ("OTEL_LOGS_EXPORTER", "otlp"),
        ("OTEL_TRACES_EXPORTER", "otlp"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", &sink.url()),
        // One signal by each transport. A sink of HTTP/1 makes nothing of gRPC; what counts is what is said about it.
        ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "grpc"),
        ("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT", "50"),
    ])
    .init()?;
    let heard = Heard::default();
    let subscriber = tracing_subscriber::registry().with(heard.clone()).with(telemetry.log_layer());
    tracing::subscriber::set_global_default(subscriber)?;
    tracing::info!("mine");
    lookup();
    for _ in 0..3 {
        telemetry.flush(std::time::Duration::from_secs(60));
    }
    assert_eq!(telemetry.counts().log_records.made, 1);
    assert!(heard.0.load(Relaxed) > 1, "the exporters said something");
    drop(telemetry);
    assert_eq!(records(&sink)?.iter().map(text).collect::<Vec<_>>(), ["mine"]);
    Ok(())
}

/// How many events there were.
#[derive(Clone, Default)]
struct Heard(Arc<AtomicUsize>);

impl<S: tracing::Subscriber> Layer<S> for Heard {
    fn on_event(&self, _: &tracing::Event<'_>, _: tracing_subscriber::layer::Context<'_, S>) {
        self.0.fetch_add(1, Relaxed);
    }
}

#[test]
fn what_became_of_log_records_and_metric_points_is_counted_by_reason() -> Result<()> {
    let _turn = turn();
    let nobody = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
    let (nobody, sink) = (format!("http://{nobody}"), Sink::start()?);
    for (collector, delivered) in [(&sink.url(), true), (&nobody, false)] {
        let telemetry = program([
            ("OTEL_LOGS_EXPORTER", "otlp"),
            ("OTEL_METRICS_EXPORTER", "otlp"),
            ("OTEL_TRACES_EXPORTER", "none"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector),
            ("OTEL_EXPORTER_OTLP_TIMEOUT", "10"),
        ])
        .init()?;
        let subscriber = tracing_subscriber::registry().with(telemetry.log_layer());
        tracing::subscriber::with_default(subscriber, || {
            tracing::info!("one");
            tracing::info!("two");
        });
        telemetry.meter("own").u64_counter("own.count").build().add(1, &[]);
        telemetry.flush(std::time::Duration::from_secs(60));
        let counts = telemetry.counts();
        for (of, made) in [(counts.log_records, 2), (counts.metric_points, 1)] {
            let expected = if delivered { (made, made, 0, 0) } else { (made, 0, made, made) };
            assert_eq!((of.made, of.delivered, of.dropped, of.lost.unreachable), expected);
        }
    }
    Ok(())
}

#[test]
fn records_written_straight_to_the_provider_are_masked_too() -> Result<()> {
    let _turn = turn();
    let sink = Sink::start()?;
    let redactor = |text: &str| text.contains("Alice").then(|| text.replace("Alice", "<name>"));
    let telemetry = program([("OTEL_LOGS_EXPORTER", "otlp"), ("OTEL_EXPORTER_OTLP_ENDPOINT", &sink.url())])
        .trace_config(TraceConfig::builder().redactor(redactor).without_env().build())
        .init()?;
    let logger = telemetry.logger_provider().context("logs are on")?.logger("own");
    let mut record = logger.create_log_record();
    record.set_body("Ask Alice".into());
    record.add_attribute("api_key", "k-1");
    logger.emit(record);
    drop(telemetry);
    let records = records(&sink)?;
    assert_eq!(records.iter().map(text).collect::<Vec<_>>(), ["Ask <name>"]);
    assert!(format!("{:?}", records[0].attributes).contains("__REDACTED__"), "{records:?}");
    Ok(())
}

/// What the collector is told of an event within a span and of one outside, by a set-up with these rules.
fn told(config: TraceConfigBuilder) -> Result<Vec<String>> {
    let sink = Sink::start()?;
    let telemetry = program([("OTEL_LOGS_EXPORTER", "otlp"), ("OTEL_EXPORTER_OTLP_ENDPOINT", &sink.url())])
        .trace_config(config.without_env().build())
        .init()?;
    let subscriber = tracing_subscriber::registry().with(telemetry.log_layer());
    let event = || {
        let error: &dyn std::error::Error = &std::fmt::Error;
        tracing::info!(
            city = "Bern",
            api_key = "k-1",
            count = 3,
            { "input.value" } = "Who?",
            error,
            "Ask Alice"
        );
    };
    tracing::subscriber::with_default(subscriber, || {
        event();
        span(SpanKind::Agent, "planner").in_scope(event);
    });
    drop(telemetry);
    let said = |record: LogRecord| {
        let attributes = record.attributes.iter().map(|one| {
            let value = one.value.as_ref().and_then(|value| value.value.as_ref());
            match value {
                Some(Value::StringValue(text)) => format!("{}={text}", one.key),
                Some(Value::IntValue(number)) => format!("{}={number}", one.key),
                other => format!("{}={other:?}", one.key),
            }
        });
        let body = if record.body.is_some() { text(&record) } else { "-".to_owned() };
        [body].into_iter().chain(attributes).collect::<Vec<_>>().join(" ")
    };
    Ok(records(&sink)?.into_iter().map(said).collect())
}

#[test]
fn log_records_are_masked_as_spans_are() -> Result<()> {
    let _turn = turn();
    let plain = "Ask Alice city=Bern api_key=__REDACTED__ count=3 input.value=Who? exception.message=an error \
         occurred when formatting an argument";
    assert_eq!(told(TraceConfig::builder())?, [plain, plain]);

    let redactor = |text: &str| text.contains("Alice").then(|| text.replace("Alice", "<name>"));
    let redacted = plain.replace("Alice", "<name>");
    assert_eq!(told(TraceConfig::builder().redactor(redactor))?, [&*redacted, &*redacted]);

    // A switch hides what is named as it names it, and no other text.
    let hidden = "Ask Alice city=Bern api_key=__REDACTED__ count=3 input.value=__REDACTED__ \
                  exception.message=__REDACTED__";
    assert_eq!(told(TraceConfig::builder().hide_inputs(true).hide_exceptions(true))?, [hidden, hidden]);
    Ok(())
}

#[test]
fn log_records_of_spans_keep_no_text_where_only_structure_is_captured() -> Result<()> {
    let _turn = turn();
    let outside = "Ask Alice city=Bern api_key=__REDACTED__ count=3 input.value=__REDACTED__ \
                   exception.message=__REDACTED__";
    let within = "__REDACTED__ city=__REDACTED__ api_key=__REDACTED__ count=3 input.value=__REDACTED__ \
                  exception.message=__REDACTED__";
    assert_eq!(told(TraceConfig::builder().capture(CaptureLevel::Structure))?, [outside, within]);
    let outside = "Ask Alice city=Bern api_key=__REDACTED__ count=3";
    assert_eq!(told(TraceConfig::builder().capture(CaptureLevel::Nothing))?, [outside, "- count=3"]);
    Ok(())
}

#[test]
fn spans_are_measured_and_handed_to_processors_also_where_no_exporter_takes_them() -> Result<()> {
    let _turn = turn();
    let exporter = InMemorySpanExporter::default();
    let none = [("OTEL_TRACES_EXPORTER", "none")];
    let telemetry = program(none).span_processor(SimpleSpanProcessor::new(exporter.clone())).init()?;
    lookup();
    assert_eq!(exporter.get_finished_spans()?.len(), 1);
    drop(telemetry);
    let telemetry = program(none).prometheus(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).init()?;
    lookup();
    let page = telemetry.prometheus_text().context("the page is on")?;
    assert!(page.contains("gen_ai_execute_tool_duration_seconds_count"), "{page}");
    Ok(())
}

#[tokio::test]
async fn metrics_of_spans_and_of_ones_own_go_to_the_collector() -> Result<()> {
    let _turn = turn();
    let sink = Sink::start()?;
    let telemetry =
        program([("OTEL_METRICS_EXPORTER", "otlp"), ("OTEL_EXPORTER_OTLP_ENDPOINT", &sink.url())]).init()?;
    lookup();
    telemetry.meter("own").u64_counter("own.count").build().add(1, &[]);
    // Within a runtime of one thread, which must not be in the way.
    drop(telemetry);
    let mut names = measured(&sink)?;
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "gen_ai.execute_tool.duration",
            "otel.sdk.exporter.span.exported",
            "otel.sdk.span.live",
            "own.count"
        ]
    );
    Ok(())
}

#[test]
fn prometheus_finds_the_metrics_on_a_page_as_long_as_the_guard_lives() -> Result<()> {
    let _turn = turn();
    let telemetry = program([]).prometheus(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).init()?;
    lookup();
    let address = telemetry.prometheus_address().context("the page is on")?;
    let page = get(address, "/metrics")?;
    let series = "gen_ai_execute_tool_duration_seconds_count{gen_ai_tool_name=\"lookup\",otel_scope_name=\"openinference-runtime\"";
    assert!(page.starts_with("HTTP/1.1 200 OK") && page.contains(series), "{page}");
    assert!(page.ends_with(&telemetry.prometheus_text().context("the page is on")?));
    assert!(get(address, "/")?.starts_with("HTTP/1.1 404 "));
    drop(telemetry);
    assert!(
        TcpStream::connect(address).is_err() || get(address, "/metrics").map_or(true, |page| page.is_empty())
    );
    Ok(())
}

#[test]
fn what_became_of_the_spans_is_on_the_page() -> Result<()> {
    let _turn = turn();
    // Closed again at once: connections to it are refused.
    let nobody = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
    let nobody = format!("http://{nobody}");
    let sink = Sink::start()?;
    // Milliseconds: whoever is there has time, and for nobody one does not wait long.
    for (collector, timeout, delivered, dropped) in [(&sink.url(), "60000", 2, 0), (&nobody, "10", 0, 2)] {
        let variables =
            [("OTEL_EXPORTER_OTLP_ENDPOINT", &**collector), ("OTEL_EXPORTER_OTLP_TIMEOUT", timeout)];
        let telemetry = program(variables).prometheus(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).init()?;
        lookup();
        lookup();
        let open = span(SpanKind::Agent, "planner").start();
        telemetry.flush(std::time::Duration::from_secs(60));
        let page = telemetry.prometheus_text().context("the page is on")?;
        let number = |series: &str, with: &str, without: &str| {
            let line = page.lines().find(|line| {
                line.starts_with(series)
                    && line.contains(with)
                    && (without.is_empty() || !line.contains(without))
            });
            line.and_then(|line| line.rsplit(' ').next()?.parse::<u64>().ok())
        };
        let exported = "otel_sdk_exporter_span_exported_total{";
        assert_eq!(number(exported, collector, "error_type"), Some(delivered), "{page}");
        assert_eq!(number(exported, "error_type=\"_OTHER\"", ""), Some(dropped), "{page}");
        assert_eq!(number("otel_sdk_span_live{", "", ""), Some(1), "{page}");
        drop(open);
        drop(telemetry);
    }
    Ok(())
}

#[test]
fn clients_of_the_page_that_say_nothing_or_nonsense_delay_nobody() -> Result<()> {
    let _turn = turn();
    let telemetry = program([]).prometheus(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).init()?;
    lookup();
    let address = telemetry.prometheus_address().context("the page is on")?;
    let mut others = Vec::new();
    // More than there may be beside each other.
    for number in 0..200 {
        let mut other = TcpStream::connect(address)?;
        if number % 2 == 1 {
            let _ = other.write_all(b"GET /metrics HT");
        }
        if number % 5 == 0 {
            let _ = other.write_all(b"\x16\x03\x01 no HTTP at all\r\n\r\n");
        }
        others.push(other);
    }
    // Its answer comes while all of them are connected; a page that waited for one of them would not have it.
    assert!(get(address, "/metrics")?.starts_with("HTTP/1.1 200 OK"));
    drop(others);
    Ok(())
}

fn get(address: SocketAddr, path: &str) -> Result<String> {
    let mut connection = TcpStream::connect(address)?;
    write!(connection, "GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n")?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer)?;
    Ok(answer)
}

#[test]
fn only_spans_are_sent_unless_asked_for_more() -> Result<()> {
    let _turn = turn();
    let sink = Sink::start()?;
    let telemetry = program([("OTEL_EXPORTER_OTLP_ENDPOINT", &sink.url())]).init()?;
    assert!(telemetry.logger_provider().is_none());
    let subscriber = tracing_subscriber::registry().with(telemetry.log_layer());
    tracing::subscriber::with_default(subscriber, || {
        span(SpanKind::Tool, "lookup").in_scope(|| tracing::info!("within"));
    });
    telemetry.meter("own").u64_counter("own.count").build().add(1, &[]);
    telemetry.tracer("own").start("own span").end();
    drop(telemetry);
    assert_eq!(sink.paths(), ["/v1/traces"]);
    Ok(())
}

#[test]
fn a_word_or_an_endpoint_that_cannot_be_met_is_an_error_that_says_what_to_write() -> Result<()> {
    let _turn = turn();
    let refused = |variables: &[(&str, &str)]| -> Result<String> {
        let outcome: Result<Telemetry, InitError> =
            Builder::new().environment(variables.iter().copied()).console(false).init();
        Ok(outcome.err().context("not refused")?.to_string())
    };
    insta::assert_snapshot!(refused(&[("OTEL_METRICS_EXPORTER", "statsd")])?);
    insta::assert_snapshot!(refused(&[("OTEL_LOGS_EXPORTER", "syslog")])?);
    insta::assert_snapshot!(refused(&[
        ("OTEL_LOGS_EXPORTER", "otlp"),
        ("OTEL_TRACES_EXPORTER", "none"),
        ("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "user:secret@localhost:4317"),
    ])?);
    insta::assert_snapshot!(refused(&[
        ("OTEL_LOGS_EXPORTER", "otlp"),
        ("OTEL_TRACES_EXPORTER", "none"),
        ("OTEL_EXPORTER_OTLP_LOGS_PROTOCOL", "http/json"),
    ])?);
    Ok(())
}
