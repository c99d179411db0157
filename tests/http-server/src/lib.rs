//! An HTTP server on loopback, for whatever a test sends requests to: hyper's, on a thread of its own.

mod answer;
mod server;

pub use bytes::Bytes;
pub use hyper::{HeaderMap, StatusCode};

pub use self::{
    answer::Answer,
    server::{Request, Server},
};
