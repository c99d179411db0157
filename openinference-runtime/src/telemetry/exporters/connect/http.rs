//! A client for one collector over HTTP.

use reqwest::{Client, header::HeaderMap, redirect};

use super::tls::secure_http;
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
    secure_http(builder, endpoint)?.build().map_err(|error| http_problem(&error))
}

/// What is told of an error of the client: where nothing lies below it, it says its URL, which may hold credentials.
pub(crate) fn http_problem(error: &reqwest::Error) -> String {
    let cause = innermost(error);
    if cause.is::<reqwest::Error>() { "the request could not be sent".to_owned() } else { cause.to_string() }
}
