//! The server: a listener, a thread, and what answers.

use std::{
    future::{Future, ready},
    io,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    sync::Arc,
    thread,
};

use bytes::Bytes;
use http_body_util::{BodyExt as _, combinators::BoxBody};
use hyper::{Response, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    runtime::Builder,
    sync::oneshot,
};

use crate::Answer;

/// A request with its whole body.
pub type Request = hyper::Request<Bytes>;

/// A server on a port that the system chooses, until it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    _until_dropped: oneshot::Sender<()>,
}

impl Server {
    /// Answers each request as `answer` says, several at a time. What never comes to an end, hangs.
    ///
    /// # Errors
    /// When it cannot listen.
    pub fn start<F, A>(answer: F) -> io::Result<Self>
    where
        F: Fn(Request) -> A + Send + Sync + 'static,
        A: Future<Output = Answer> + Send + 'static,
    {
        Self::start_over(|connection| ready(Ok(connection)), answer)
    }

    /// The same over what `wrap` makes of each connection, such as TLS; one of which it makes nothing is closed.
    ///
    /// # Errors
    /// When it cannot listen.
    pub fn start_over<W, C, S, F, A>(wrap: W, answer: F) -> io::Result<Self>
    where
        W: Fn(TcpStream) -> C + Send + 'static,
        C: Future<Output = io::Result<S>> + Send + 'static,
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
        F: Fn(Request) -> A + Send + Sync + 'static,
        A: Future<Output = Answer> + Send + 'static,
    {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let (until_dropped, dropped) = oneshot::channel();
        let answer = Arc::new(answer);
        let listener = {
            let _within = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        let accept = async move {
            loop {
                let Ok((connection, _)) = listener.accept().await else { continue };
                let (connection, answer) = (wrap(connection), Arc::clone(&answer));
                // Who goes away in the middle is gone.
                tokio::spawn(async move {
                    let service = service_fn(|request| respond(request, &*answer));
                    let served =
                        http1::Builder::new().serve_connection(TokioIo::new(connection.await?), service);
                    served.await.map_err(io::Error::other)
                });
            }
        };
        thread::spawn(move || {
            runtime.spawn(accept);
            // An error is the drop that is waited for. What is open ends with the runtime.
            let _ = runtime.block_on(dropped);
        });
        Ok(Self { address, _until_dropped: until_dropped })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// A base URL: `http://127.0.0.1:1234`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

async fn respond<A: Future<Output = Answer>>(
    request: hyper::Request<Incoming>,
    answer: impl Fn(Request) -> A,
) -> io::Result<Response<BoxBody<Bytes, io::Error>>> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    answer(Request::from_parts(head, body)).await.into_response()
}
