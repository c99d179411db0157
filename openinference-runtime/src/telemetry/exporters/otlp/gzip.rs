//! Compressed bodies.

use std::io::Write as _;

use bytes::Bytes;
use flate2::write::GzEncoder;

use crate::telemetry::settings::Compression;

/// `body` as it is sent.
pub(super) fn compress(compression: Compression, body: Bytes) -> Bytes {
    match compression {
        Compression::None => body,
        Compression::Gzip => {
            let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 4), flate2::Compression::fast());
            // Writing to memory does not fail.
            let written = encoder.write_all(&body).and_then(|()| encoder.finish());
            written.map(Bytes::from).unwrap_or_default()
        }
    }
}

/// The value of `Content-Encoding`.
pub(super) fn content_encoding(compression: Compression) -> Option<&'static str> {
    match compression {
        Compression::None => None,
        Compression::Gzip => Some("gzip"),
    }
}
