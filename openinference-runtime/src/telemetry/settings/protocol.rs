//! How spans travel.

/// The OTLP transport.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Protocol {
    /// `http/protobuf`, feature `otlp`.
    HttpProtobuf,
    /// `grpc`, feature `otlp-grpc`.
    Grpc,
}
