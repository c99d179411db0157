//! A collector that says yes to everything and keeps what it gets.

use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use anyhow::{Context as _, Result};

type Requests = Arc<Mutex<Vec<(String, Vec<u8>)>>>;

/// A collector on loopback, up to the end of the process.
#[derive(Debug)]
pub struct Sink {
    address: SocketAddr,
    requests: Requests,
}

impl Sink {
    /// Listens on a port that the system chooses.
    ///
    /// # Errors
    /// When it cannot listen.
    pub fn start() -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let sink = Self { address: listener.local_addr()?, requests: Requests::default() };
        let requests = Arc::clone(&sink.requests);
        thread::spawn(move || {
            for connection in listener.incoming().map_while(Result::ok) {
                let requests = Arc::clone(&requests);
                thread::spawn(move || serve(&connection, &requests));
            }
        });
        Ok(sink)
    }

    /// Its address, without a path.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
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
        self.got().iter().filter(|(to, _)| to == path).map(|(_, body)| Ok(M::decode(&body[..])?)).collect()
    }

    fn got(&self) -> MutexGuard<'_, Vec<(String, Vec<u8>)>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Answers until the client goes away.
fn serve(connection: &TcpStream, requests: &Requests) -> Result<()> {
    let mut reader = BufReader::new(connection);
    let mut writer = connection;
    loop {
        let mut head = Vec::new();
        let mut line = String::new();
        while reader.read_line(&mut line)? > 2 {
            head.push(std::mem::take(&mut line));
        }
        let path =
            head.first().context("the client has gone")?.split(' ').nth(1).unwrap_or_default().to_owned();
        let length = head.iter().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
        });
        let mut body = vec![0; length.unwrap_or_default()];
        reader.read_exact(&mut body)?;
        requests.lock().unwrap_or_else(PoisonError::into_inner).push((path, body));
        writer.write_all(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n",
        )?;
    }
}
