//! Certificates of `https`, for the channel of gRPC.

use tonic::transport::{self, Certificate, ClientTlsConfig, Identity};

use crate::telemetry::exporters::connect::innermost;
use crate::telemetry::settings::{Certificates, Endpoint};

/// With the certificates that the endpoint asks for, where it is `https`. Says what went wrong without a URL.
pub(crate) fn secure_grpc(
    channel: transport::Endpoint,
    endpoint: &Endpoint,
) -> Result<transport::Endpoint, String> {
    if !endpoint.https {
        return Ok(channel);
    }
    channel.tls_config(tls(&endpoint.certificates)).map_err(|error| innermost(&error).to_string())
}

fn tls(certificates: &Certificates) -> ClientTlsConfig {
    let tls = ClientTlsConfig::new();
    let tls = match &certificates.trusted {
        Some(pem) => tls.ca_certificate(Certificate::from_pem(pem)),
        None => tls.with_native_roots(),
    };
    match &certificates.client {
        Some((certificate, key)) => tls.identity(Identity::from_pem(certificate, key)),
        None => tls,
    }
}
