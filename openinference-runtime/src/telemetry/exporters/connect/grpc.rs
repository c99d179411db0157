//! A channel to one collector over gRPC.

use tokio::runtime::Runtime;
use tonic::{
    metadata::{AsciiMetadataKey, AsciiMetadataValue, MetadataMap},
    transport::{self, Channel},
};

use super::tls::secure_grpc;
use super::{CONNECT_TIMEOUT, USER_AGENT, innermost};
use crate::telemetry::settings::{Endpoint, Headers};

/// Connects when it is first used. Its tasks live in `runtime`. Says what went wrong without a URL.
pub(crate) fn channel(endpoint: &Endpoint, runtime: &Runtime) -> Result<Channel, String> {
    let channel = transport::Endpoint::from_shared(endpoint.url.clone())
        .and_then(|channel| channel.user_agent(USER_AGENT))
        .map(|channel| channel.connect_timeout(CONNECT_TIMEOUT))
        .map_err(|error| innermost(&error).to_string())?;
    let channel = secure_grpc(channel, endpoint)?;
    let _entered = runtime.enter();
    Ok(channel.connect_lazy())
}

/// Headers as gRPC has them.
pub(crate) fn metadata(headers: &Headers) -> Result<MetadataMap, String> {
    let mut metadata = MetadataMap::new();
    for (name, value) in headers.iter() {
        let key: AsciiMetadataKey =
            name.parse().map_err(|_| "a header's name cannot be a gRPC metadata key".to_owned())?;
        let mut value: AsciiMetadataValue =
            value.parse().map_err(|_| "a header's value cannot be gRPC metadata".to_owned())?;
        value.set_sensitive(true);
        metadata.insert(key, value);
    }
    Ok(metadata)
}
