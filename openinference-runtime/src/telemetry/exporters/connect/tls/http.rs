//! Certificates of `https`, for the client of HTTP.

use reqwest::{Certificate, ClientBuilder, Identity};

use crate::telemetry::exporters::connect::innermost;
use crate::telemetry::settings::Endpoint;

/// With the certificates that the endpoint asks for. Says what went wrong without a URL.
pub(crate) fn secure_http(builder: ClientBuilder, endpoint: &Endpoint) -> Result<ClientBuilder, String> {
    let told = |error: reqwest::Error| innermost(&error).to_string();
    let builder = match &endpoint.certificates.trusted {
        Some(pem) => builder.tls_certs_only(Certificate::from_pem_bundle(pem).map_err(told)?),
        None => builder,
    };
    let Some((certificate, key)) = &endpoint.certificates.client else { return Ok(builder) };
    let both = [certificate.as_slice(), b"\n", key].concat();
    Ok(builder.identity(Identity::from_pem(&both).map_err(told)?))
}
