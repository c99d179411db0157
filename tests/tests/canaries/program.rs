//! A program whose telemetry goes everywhere that it can go, and what has left it.

use std::collections::HashMap;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, Result};
use openinference_runtime::config::TraceConfig;
use openinference_runtime::opentelemetry::KeyValue;
use openinference_runtime::telemetry::Builder;
use openinference_runtime::{Telemetry, propagation};
use openinference_tests::sink::Sink;
use opentelemetry_sdk::trace::{InMemorySpanExporter, SimpleSpanProcessor};
use tempfile::TempDir;
use tokio::runtime::{self, Runtime};

/// With every exporter, a processor of the application's, and a server that takes feedback.
pub(crate) struct Program {
    pub(crate) telemetry: Telemetry,
    pub(crate) runtime: Runtime,
    sink: Sink,
    console: Shared,
    folder: TempDir,
    processed: InMemorySpanExporter,
    carried: Mutex<String>,
}

#[derive(Clone, Debug, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Program {
    /// Says what `config` lets it, of a resource with these attributes.
    pub(crate) fn start(config: &TraceConfig, resource: Vec<KeyValue>) -> Result<Self> {
        let (sink, console, folder) = (Sink::start()?, Shared::default(), TempDir::new()?);
        let processed = InMemorySpanExporter::default();
        let telemetry = Builder::new()
            .environment([("OTEL_BSP_SCHEDULE_DELAY", "60000")])
            .endpoint(format!("{}/v1/traces", sink.url()))
            .metrics_endpoint(format!("{}/v1/metrics", sink.url()))
            .logs_endpoint(format!("{}/v1/logs", sink.url()))
            .prometheus(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))
            .file(folder.path().join("spans.jsonl"))
            .console(true)
            .console_writer(console.clone())
            .span_processor(SimpleSpanProcessor::new(processed.clone()))
            .resource_attributes(resource)
            .trace_config(config.clone())
            .quiet(true)
            .init()?;
        let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
        Ok(Self { telemetry, runtime, sink, console, folder, processed, carried: Mutex::default() })
    }

    /// Where feedback is sent.
    pub(crate) fn phoenix(&self) -> String {
        self.sink.url()
    }

    /// Hands on what is current to another process.
    pub(crate) fn call_another(&self) {
        let mut headers = HashMap::<String, String>::new();
        propagation::inject(&mut headers);
        let mut carried = self.carried.lock().unwrap_or_else(PoisonError::into_inner);
        carried.push_str(&format!("{headers:?}"));
    }

    /// Ends it. What has left it, by where it came to.
    pub(crate) fn end(self) -> Result<Vec<(String, Vec<u8>)>> {
        let scraped = self.telemetry.prometheus_text().context("the page is on")?;
        let processed = format!("{:?}", self.processed.get_finished_spans()?);
        drop(self.telemetry);
        let mut left: Vec<(String, Vec<u8>)> =
            self.sink.bodies().into_iter().map(|(path, body)| (path, body.to_vec())).collect();
        left.push((
            "console".to_owned(),
            self.console.0.lock().unwrap_or_else(PoisonError::into_inner).clone(),
        ));
        left.push(("file".to_owned(), std::fs::read(self.folder.path().join("spans.jsonl"))?));
        left.push(("processor".to_owned(), processed.into_bytes()));
        left.push(("scraped".to_owned(), scraped.into_bytes()));
        let carried = self.carried.into_inner().unwrap_or_else(PoisonError::into_inner);
        left.push(("carrier".to_owned(), carried.into_bytes()));
        Ok(left)
    }
}
