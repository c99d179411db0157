//! OTLP as lines of JSON in a file, as OpenTelemetry's file exporter specification has it: a collector can read it later, and
//! so can `jq`.

use std::{
    fs::{File, OpenOptions},
    io::Write,
    path::Path,
};

use opentelemetry::KeyValue;
use opentelemetry_sdk::trace::SpanData;

use super::encode::{Encoder, Request};
use crate::telemetry::InitError;
use crate::telemetry::pipeline::{Delivery, Patience, Transport};
use crate::telemetry::settings::BatchLimits;

/// Appends to a file, a request a line.
#[derive(Debug)]
pub(crate) struct FileTransport {
    file: File,
    encoder: Encoder,
}

impl FileTransport {
    /// Opens or creates the file; only its owner can read a new one, because it holds what was said to models.
    pub(crate) fn new(path: &Path, resource: &[KeyValue], limits: &BatchLimits) -> Result<Self, InitError> {
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path).map_err(|error| InitError::Exporter {
            target: path.display().to_string(),
            problem: error.to_string(),
        })?;
        Ok(Self { file, encoder: Encoder::new(resource, limits.request_bytes) })
    }

    fn append(&mut self, request: &Request, patience: &Patience<'_>) -> Delivery {
        if patience.left().is_zero() {
            return Delivery::dropped(request.spans, "time ran out");
        }
        let mut line = match serde_json::to_vec(&request.message) {
            Ok(line) => line,
            Err(error) => return Delivery::dropped(request.spans, error.to_string()),
        };
        line.push(b'\n');
        let before = self.file.metadata().map(|metadata| metadata.len());
        match self.file.write_all(&line) {
            Ok(()) => Delivery::delivered(request.spans),
            Err(error) => {
                // Half a line would spoil the next one too. Where it cannot be taken back, a reader has to skip it.
                let _ = before.and_then(|length| self.file.set_len(length));
                Delivery::dropped(request.spans, error.to_string())
            }
        }
    }
}

impl Transport for FileTransport {
    fn send(&mut self, spans: Vec<SpanData>, patience: &Patience<'_>) -> Delivery {
        let requests = self.encoder.requests(spans);
        requests.iter().map(|request| self.append(request, patience)).fold(Delivery::default(), Delivery::and)
    }
}
