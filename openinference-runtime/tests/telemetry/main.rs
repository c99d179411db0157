//! Set-up from the outside: what a program sees, and what a collector receives.

mod child;
mod console;
mod faults;
mod file;
mod grpc;
mod guard;
mod http;
mod messages;
mod runtimes;
mod sink;
mod spans;

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use openinference_runtime::{Telemetry, telemetry::Builder};

/// What takes longer than this has failed.
const LONG: Duration = Duration::from_secs(60);

/// Set-up belongs to the process: one test at a time.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A set-up that looks at these variables only, and says nothing.
fn builder(variables: &[(&str, &str)]) -> Builder {
    quiet(variables.iter().copied())
}

/// As [`builder`], whatever the variables are made of.
fn quiet<K: Into<String>, V: Into<String>>(variables: impl IntoIterator<Item = (K, V)>) -> Builder {
    Telemetry::builder().environment(variables).quiet(true).shutdown_timeout(LONG)
}

/// A set-up that sends to `url`.
fn sending_to(url: &str) -> Telemetry {
    builder(&[("OTEL_EXPORTER_OTLP_ENDPOINT", url)]).init().expect("telemetry")
}
