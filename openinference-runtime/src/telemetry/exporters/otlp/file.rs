//! OTLP as lines of JSON in a file, as OpenTelemetry's file exporter specification has it: a collector can read it later, and
//! so can `jq`.

#[cfg(unix)]
use std::fs::Permissions;
use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    path::Path,
};

use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use prost::Message as _;

use crate::telemetry::InitError;
use crate::telemetry::counts::Loss;
use crate::telemetry::pipeline::{Deadline, Delivery, ExportRequest, Transport};

/// Appends to a file, a request a line.
#[derive(Debug)]
pub(crate) struct FileTransport {
    file: File,
}

impl FileTransport {
    /// Opens or creates the file. Only its owner can read it from now on, because it holds what was said to models; one that
    /// this cannot be said of is refused.
    pub(crate) fn new(path: &Path) -> Result<Self, InitError> {
        let failed = |problem: String| InitError::Exporter { target: path.display().to_string(), problem };
        if is_pipe(path) {
            return Err(failed("it is a pipe, which nobody may ever read; name a file".to_owned()));
        }
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path).map_err(|error| failed(error.to_string()))?;
        keep_to_owner(&file).map_err(|error| failed(format!("others can read it: {error}")))?;
        Ok(Self { file })
    }
}

impl Transport for FileTransport {
    fn send(&mut self, request: ExportRequest, deadline: &Deadline<'_>) -> Delivery {
        let ExportRequest { body, items, .. } = request;
        if deadline.left().is_zero() {
            return Delivery::lost(items, Loss::TimedOut, Loss::TimedOut.problem());
        }
        let line = match json_line(&body) {
            Ok(line) => line,
            Err(problem) => return Delivery::lost(items, Loss::Refused, problem),
        };
        let before = self.file.metadata().map(|metadata| metadata.len());
        match self.file.write_all(&line) {
            Ok(()) => Delivery::delivered(items),
            Err(error) => {
                // Half a line would spoil the next one too. Where it cannot be taken back, a reader has to skip it.
                let _ = before.and_then(|length| self.file.set_len(length));
                Delivery::lost(items, Loss::Refused, error.to_string())
            }
        }
    }
}

/// A file that was there before may be open to others.
#[cfg(unix)]
fn keep_to_owner(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let metadata = file.metadata()?;
    if metadata.is_file() && metadata.permissions().mode() & 0o077 != 0 {
        file.set_permissions(Permissions::from_mode(0o600))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn keep_to_owner(_: &File) -> io::Result<()> {
    Ok(())
}

/// Opening a pipe waits for its reader.
#[cfg(unix)]
fn is_pipe(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    path.metadata().is_ok_and(|metadata| metadata.file_type().is_fifo())
}

#[cfg(not(unix))]
fn is_pipe(_: &Path) -> bool {
    false
}

/// An encoded request as a line of JSON.
pub(crate) fn json_line(body: &[u8]) -> Result<Vec<u8>, String> {
    let message = ExportTraceServiceRequest::decode(body).map_err(|error| error.to_string())?;
    let mut line = serde_json::to_vec(&message).map_err(|error| error.to_string())?;
    line.push(b'\n');
    Ok(line)
}
