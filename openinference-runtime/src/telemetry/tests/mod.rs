//! Set-up from the outside: what a program sees, and what a collector receives.

mod sink;

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use opentelemetry::{
    Context, KeyValue,
    global::{self, ObjectSafeSpan},
    trace::{TraceContextExt, Tracer, TracerProvider},
};

use self::sink::Sink;
use super::{Builder, Telemetry, settings::Terminal};

/// Set-up is the process's: one test at a time.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

const LONG: Duration = Duration::from_secs(60);

fn builder<const N: usize>(variables: [(&str, &str); N]) -> Builder {
    let mut builder = Builder::new().environment(variables).quiet(true);
    builder.terminal = Some(Terminal { stderr: false });
    builder
}

#[test]
fn spans_reach_the_collector_when_the_guard_is_dropped() {
    let _alone = alone();
    let sink = Sink::answering(200);
    let telemetry = builder([("OTEL_EXPORTER_OTLP_ENDPOINT", sink.url().as_str())]).init().unwrap();
    global::tracer("t").in_span("hello", |_| ());
    drop(telemetry);
    let request = sink.next();
    assert_eq!(request.path, "/v1/traces");
    assert_eq!(request.span_names(), ["hello"]);
}
