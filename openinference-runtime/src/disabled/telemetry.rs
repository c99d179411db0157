#[cfg(feature = "clap")]
#[path = "../telemetry/lifecycle/args.rs"]
mod args;
#[cfg(feature = "clap")]
mod command_line;
#[path = "../telemetry/settings/compression.rs"]
mod compression;
#[path = "../telemetry/counts/counts.rs"]
mod counts;
#[path = "../telemetry/settings/error.rs"]
mod error;
#[path = "../telemetry/counts/item_counts.rs"]
mod item_counts;
#[cfg(feature = "cost")]
mod prices;
#[path = "../telemetry/settings/protocol.rs"]
mod protocol;

use std::io::Write;
use std::time::Duration;

#[cfg(feature = "clap")]
pub use self::args::{TelemetryArgs, TracingTarget};
pub use self::{
    compression::Compression,
    counts::Counts,
    error::InitError,
    item_counts::{ItemCounts, Losses},
    protocol::Protocol,
};

use crate::config::{CaptureLevel, TraceConfig};
use crate::opentelemetry::KeyValue;

/// Sets nothing up: not even a variable is read.
pub fn init() -> Result<Telemetry, InitError> {
    Builder::new().init()
}

pub fn flush(_: Duration) -> bool {
    true
}

#[derive(Debug)]
#[must_use = "spans are exported only while the guard lives: write `let _telemetry = openinference_runtime::init()?;`"]
pub struct Telemetry(());

impl Telemetry {
    pub fn builder() -> Builder {
        Builder::new()
    }

    pub fn flush(&self, _: Duration) -> bool {
        true
    }

    pub fn shutdown(self, _: Duration) -> bool {
        true
    }

    pub fn counts(&self) -> Counts {
        Counts::default()
    }
}

/// Present so that `drop(telemetry)` does not trigger `clippy::drop_non_drop`.
impl Drop for Telemetry {
    fn drop(&mut self) {}
}

#[derive(Debug, Default)]
#[must_use = "a builder does nothing until `init()` is called"]
pub struct Builder(());

/// What is set and read by nobody.
macro_rules! settings {
    ($($name:ident: $type:ty;)*) => {$(
        pub fn $name(self, _: $type) -> Self {
            self
        }
    )*};
}

impl Builder {
    pub fn new() -> Self {
        Self::default()
    }

    settings! {
        endpoint: impl Into<String>;
        otlp: bool;
        disabled: bool;
        protocol: Protocol;
        compression: Compression;
        api_key: impl Into<String>;
        project_name: impl Into<String>;
        service_name: impl Into<String>;
        resource_attributes: impl IntoIterator<Item = KeyValue>;
        console: bool;
        console_writer: impl Write + Send + 'static;
        banner: bool;
        capture: CaptureLevel;
        trace_config: TraceConfig;
        convert_genai: bool;
        quiet: bool;
        set_global: bool;
        panic_hook: bool;
        max_queue_bytes: usize;
        shutdown_timeout: Duration;
    }

    pub fn headers<K: Into<String>, V: Into<String>>(self, _: impl IntoIterator<Item = (K, V)>) -> Self {
        self
    }

    pub fn environment<K: Into<String>, V: Into<String>>(self, _: impl IntoIterator<Item = (K, V)>) -> Self {
        self
    }

    pub fn init(self) -> Result<Telemetry, InitError> {
        Ok(Telemetry(()))
    }
}
