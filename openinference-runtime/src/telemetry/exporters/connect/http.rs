//! A client for one collector over HTTP.

#[cfg(feature = "tls")]
use reqwest::ClientBuilder;
use reqwest::{Client, header::HeaderMap, redirect};

use super::{CONNECT_TIMEOUT, USER_AGENT, innermost};
use crate::telemetry::settings::Endpoint;

/// Sends `headers` with every request. Says what went wrong without a URL.
pub(crate) fn client(endpoint: &Endpoint, headers: HeaderMap) -> Result<Client, String> {
    let mut builder = Client::builder()
        .user_agent(USER_AGENT)
        .connect_timeout(CONNECT_TIMEOUT)
        .default_headers(headers)
        // Headers hold credentials, which are for this collector only.
        .redirect(redirect::Policy::none());
    if endpoint.loopback {
        // HTTP_PROXY of a company network cannot reach this machine.
        builder = builder.no_proxy();
    }
    #[cfg(feature = "tls")]
    let builder = with_certificates(builder, endpoint)?;
    builder.build().map_err(|error| innermost(&error))
}

#[cfg(feature = "tls")]
fn with_certificates(builder: ClientBuilder, endpoint: &Endpoint) -> Result<ClientBuilder, String> {
    let told = |error: &reqwest::Error| innermost(error);
    let builder = match &endpoint.certificates.trusted {
        Some(pem) => {
            builder.tls_certs_only(reqwest::Certificate::from_pem_bundle(pem).map_err(|error| told(&error))?)
        }
        None => builder,
    };
    let Some((certificate, key)) = &endpoint.certificates.client else { return Ok(builder) };
    let both = [certificate.as_slice(), b"\n", key].concat();
    Ok(builder.identity(reqwest::Identity::from_pem(&both).map_err(|error| told(&error))?))
}
