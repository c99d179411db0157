//! A collector of metrics or logs.

use super::batch::BatchLimits;
use super::endpoint::Endpoint;
use super::headers::Headers;

/// A collector, and the headers that are sent with every request.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Collector {
    pub(crate) endpoint: Endpoint,
    pub(crate) headers: Headers,
    pub(crate) limits: BatchLimits,
}
