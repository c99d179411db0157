//! Whom an Alertmanager tells.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    sync::{
        Mutex, PoisonError,
        mpsc::{Receiver, channel},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use serde_json::Value;

/// Alerts wait for others of their group, and rules for several scrapes.
const DEADLINE: Duration = Duration::from_secs(90);

/// A server on loopback that takes what it is told.
#[derive(Debug)]
pub struct Webhook {
    address: SocketAddr,
    told: Receiver<Value>,
    /// Alerts that nobody has waited for yet: they come in any order.
    kept: Mutex<Vec<Value>>,
}

impl Webhook {
    /// Listens on a port that the system chooses, for as long as the process lives.
    ///
    /// # Errors
    /// When there is no port.
    pub fn start() -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let (tell, told) = channel();
        thread::spawn(move || {
            for connection in listener.incoming().map_while(Result::ok) {
                // Who goes away in the middle says it again.
                let Ok(body) = take(connection) else { continue };
                if tell.send(body).is_err() {
                    return;
                }
            }
        });
        Ok(Self { address, told, kept: Mutex::default() })
    }

    /// Where it is told.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Waits for an alert of this name about this service in this state (`firing`, `resolved`); one that has come is there
    /// for one wait.
    ///
    /// # Errors
    /// When none comes, with what has come.
    pub fn wait_for(&self, name: &str, service: &str, state: &str) -> Result<Value> {
        let deadline = Instant::now() + DEADLINE;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let is_it = |alert: &Value| {
                let labels = &alert["labels"];
                labels["alertname"] == name && labels["service"] == service && alert["status"] == state
            };
            if let Some(index) = kept.iter().position(is_it) {
                return Ok(kept.remove(index));
            }
            let left = deadline.saturating_duration_since(Instant::now());
            let message = self.told.recv_timeout(left);
            let mut message =
                message.with_context(|| format!("no {name} of {service} {state}, but {kept:#?}"))?;
            kept.extend(message["alerts"].as_array_mut().into_iter().flatten().map(Value::take));
        }
    }
}

/// Reads one request, and says that all is well.
fn take(connection: TcpStream) -> Result<Value> {
    connection.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut reader = BufReader::new(connection);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    reader.get_mut().write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")?;
    Ok(serde_json::from_slice(&body)?)
}
