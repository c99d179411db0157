//! OTLP as lines of JSON in a file, as OpenTelemetry's file exporter specification has it: a collector can read it later, and
//! so can `jq`.

use std::{
    fs::{File, OpenOptions},
    io::Write,
    path::Path,
};

use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use prost::Message as _;

use crate::telemetry::InitError;
use crate::telemetry::pipeline::{Deadline, Delivery, Request, Transport};

/// Appends to a file, a request a line.
#[derive(Debug)]
pub(crate) struct FileTransport {
    file: File,
}

impl FileTransport {
    /// Opens or creates the file; only its owner can read a new one, because it holds what was said to models.
    pub(crate) fn new(path: &Path) -> Result<Self, InitError> {
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path).map_err(|error| InitError::Exporter {
            target: path.display().to_string(),
            problem: error.to_string(),
        })?;
        Ok(Self { file })
    }
}

impl Transport for FileTransport {
    fn send(&mut self, request: Request, patience: &Deadline<'_>) -> Delivery {
        let Request { body, spans } = request;
        if patience.left().is_zero() {
            return Delivery::dropped(spans, "time ran out");
        }
        let line = match json_line(&body) {
            Ok(line) => line,
            Err(problem) => return Delivery::dropped(spans, problem),
        };
        let before = self.file.metadata().map(|metadata| metadata.len());
        match self.file.write_all(&line) {
            Ok(()) => Delivery::delivered(spans),
            Err(error) => {
                // Half a line would spoil the next one too. Where it cannot be taken back, a reader has to skip it.
                let _ = before.and_then(|length| self.file.set_len(length));
                Delivery::dropped(spans, error.to_string())
            }
        }
    }
}

/// An encoded request as a line of JSON.
pub(crate) fn json_line(body: &[u8]) -> Result<Vec<u8>, String> {
    let message = ExportTraceServiceRequest::decode(body).map_err(|error| error.to_string())?;
    let mut line = serde_json::to_vec(&message).map_err(|error| error.to_string())?;
    line.push(b'\n');
    Ok(line)
}
