//! Layers for `tower` services: axum and tonic servers, hyper and tonic clients.
//!
//! ```
//! use openinference_runtime::propagation::tower::{ExtractLayer, InjectLayer};
//! # use tower_layer::Layer as _;
//! # let (handler, client) = ((), ());
//!
//! // axum: `Router::new().route(..).layer(ExtractLayer::new())`
//! let service = ExtractLayer::new().layer(handler);
//! let client = InjectLayer::new().layer(client);
//! ```
//!
//! Neither makes a span: an HTTP request is none of the kinds of the conventions. Spans of other middleware stay where
//! they are in the tree.

mod body;
mod extract;
mod inject;

pub use self::extract::{Extract, ExtractLayer};
pub use self::inject::{Inject, InjectLayer};
