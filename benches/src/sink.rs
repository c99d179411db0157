//! A collector in a process of its own, whose time is not counted: it counts the spans that it gets.

use std::io::{self, BufRead, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use prost::Message as _;

/// What a program of this package is called with to be one.
pub(crate) const ARGUMENT: &str = "sink";

/// A sink. It ends with this value.
#[derive(Debug)]
pub struct Sink {
    process: Child,
    address: SocketAddr,
}

impl Sink {
    /// Starts this very program as a sink.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start() -> io::Result<Self> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg(ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        if let Some(output) = &mut process.stdout {
            BufReader::new(output).read_line(&mut line)?;
        }
        let address = line.trim().parse().map_err(io::Error::other)?;
        Ok(Self { process, address })
    }

    /// Where it listens.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many spans it has got.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn spans(&self) -> io::Result<u64> {
        let mut connection = TcpStream::connect(self.address)?;
        connection.write_all(b"GET /spans HTTP/1.1\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        connection.read_to_string(&mut answer)?;
        answer.rsplit("\r\n").next().unwrap_or_default().parse().map_err(io::Error::other)
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Serves until whoever has started it is gone.
pub(crate) fn serve() -> io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    println!("{}", listener.local_addr()?);
    let spans = Arc::new(AtomicU64::new(0));
    thread::spawn(move || {
        for connection in listener.incoming().map_while(Result::ok) {
            let spans = Arc::clone(&spans);
            thread::spawn(move || answer(&connection, &spans));
        }
    });
    // The other end of the pipe is closed with the process that has it.
    io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}

/// Answers until the client goes away.
fn answer(connection: &TcpStream, spans: &AtomicU64) -> io::Result<()> {
    let mut reader = BufReader::new(connection);
    let mut writer = connection;
    loop {
        let (mut first, mut line, mut length) = (String::new(), String::new(), 0);
        if reader.read_line(&mut first)? == 0 {
            return Ok(());
        }
        while reader.read_line(&mut line)? > 2 {
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().map_err(io::Error::other)?;
            }
            line.clear();
        }
        if first.starts_with("GET") {
            let text = spans.load(Ordering::Acquire).to_string();
            return write!(writer, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{text}", text.len());
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let request = ExportTraceServiceRequest::decode(&body[..]).map_err(io::Error::other)?;
        let scopes = request.resource_spans.iter().flat_map(|resource| &resource.scope_spans);
        spans.fetch_add(scopes.map(|scope| scope.spans.len() as u64).sum(), Ordering::AcqRel);
        writer.write_all(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n",
        )?;
    }
}
