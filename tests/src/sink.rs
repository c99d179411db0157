//! A collector that says yes to everything and keeps what it gets.

use std::future::ready;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use test_http_server::{Answer, Bytes, Server};

type Requests = Arc<Mutex<Vec<(String, Bytes)>>>;

/// A collector on loopback.
#[derive(Debug)]
pub struct Sink {
    server: Server,
    requests: Requests,
}

impl Sink {
    /// Listens on a port that the system chooses.
    ///
    /// # Errors
    /// When it cannot listen.
    pub fn start() -> Result<Self> {
        let requests = Requests::default();
        let of_server = Arc::clone(&requests);
        let server = Server::start(move |request| {
            let path = request.uri().path().to_owned();
            of_server.lock().unwrap_or_else(PoisonError::into_inner).push((path, request.into_body()));
            ready(Answer::ok().header("content-type", "application/x-protobuf"))
        })?;
        Ok(Self { server, requests })
    }

    /// Its address, without a path.
    #[must_use]
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// The paths that were posted to, each once.
    #[must_use]
    pub fn paths(&self) -> Vec<String> {
        let mut paths: Vec<_> = self.got().iter().map(|(path, _)| path.clone()).collect();
        paths.sort_unstable();
        paths.dedup();
        paths
    }

    /// What was posted to a path.
    ///
    /// # Errors
    /// When it is not such a message.
    pub fn requests<M: prost::Message + Default>(&self, path: &str) -> Result<Vec<M>> {
        self.got().iter().filter(|(to, _)| to == path).map(|(_, body)| Ok(M::decode(body.clone())?)).collect()
    }

    /// Paths and bodies of everything that came, in order.
    #[must_use]
    pub fn bodies(&self) -> Vec<(String, Bytes)> {
        self.got().clone()
    }

    fn got(&self) -> MutexGuard<'_, Vec<(String, Bytes)>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
