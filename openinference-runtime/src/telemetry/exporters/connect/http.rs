//! A client for one collector over HTTP.

use reqwest::{
    blocking::{Client, ClientBuilder},
    redirect,
};

use super::{CONNECT_TIMEOUT, USER_AGENT, innermost};
use crate::telemetry::settings::Endpoint;

/// To be called on a thread that is in no runtime, and dropped there: blocking clients want that. Says what went wrong
/// without a URL.
pub(crate) fn client(
    endpoint: &Endpoint,
    prepare: impl FnOnce(ClientBuilder) -> ClientBuilder,
) -> Result<Client, String> {
    let mut builder = Client::builder()
        .user_agent(USER_AGENT)
        .connect_timeout(CONNECT_TIMEOUT)
        // Headers hold credentials, which are for this collector only.
        .redirect(redirect::Policy::none());
    if endpoint.loopback {
        // HTTP_PROXY of a company network cannot reach this machine.
        builder = builder.no_proxy();
    }
    #[cfg(feature = "tls")]
    let builder = with_certificates(builder, endpoint)?;
    prepare(builder).build().map_err(|error| innermost(&error))
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
