//! How the processes of a system start and stop.
//!
//! A service says `ready`, with its URL where it has one, on a line of standard output as soon as it can be asked.
//! Whoever started it waits for that line. It ends, and flushes its telemetry, on SIGTERM and Ctrl-C; with
//! `STOP_WITH_STDIN` set also when its standard input is closed, so that it never outlives a starter that crashed.

use std::{
    env,
    future::pending,
    io::{self, Write as _},
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    thread,
    time::Duration,
};

use anyhow::{Context, Result};
use axum::{
    Router,
    extract::{Request, State},
    middleware::{Next, from_fn_with_state},
    response::Response,
};
use tokio::{
    net::TcpListener,
    runtime::Runtime,
    sync::{oneshot, watch},
    time::timeout,
};

use crate::endpoint::set;

/// Ends the service with its standard input.
pub const STOP_WITH_STDIN: &str = "STOP_WITH_STDIN";

/// Where an HTTP service listens; port 0 of loopback where the variable is not set.
pub const LISTEN: &str = "LISTEN";

/// What a service may take to let go of what it was doing.
const PATIENCE: Duration = Duration::from_secs(5);

/// Runs a program to its end, on a runtime that ends with it: what it was still doing for others is cancelled, and the
/// spans of that end as cancelled. To be called with telemetry set up, so that its guard is dropped after that and sends
/// them; a guard within `program`, as `#[tokio::main]` has it, would go first.
///
/// # Errors
/// The program's own; when there is no runtime.
pub fn run(program: impl Future<Output = Result<()>>) -> Result<()> {
    let runtime = Runtime::new().context("there is no runtime")?;
    let result = runtime.block_on(program);
    runtime.shutdown_timeout(PATIENCE);
    result
}

/// Says that the service can be asked, and where.
///
/// # Errors
/// When nobody reads it.
pub fn ready(url: Option<&str>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match url {
        Some(url) => writeln!(out, "ready {url}")?,
        None => writeln!(out, "ready")?,
    }
    out.flush()
}

/// Serves HTTP until the service is told to stop.
///
/// # Errors
/// When it cannot listen.
pub async fn serve(router: Router) -> Result<()> {
    let address: SocketAddr = match set(LISTEN) {
        Some(address) => address.parse().with_context(|| format!("{LISTEN}={address} is no address"))?,
        None => (Ipv4Addr::LOCALHOST, 0).into(),
    };
    let listener = TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))?;
    ready(Some(&format!("http://{}", listener.local_addr()?)))?;
    let stopping = Arc::new(watch::Sender::new(false));
    let router = router.layer(from_fn_with_state(Arc::clone(&stopping), answer_until_stopped));
    tokio::select! {
        result = axum::serve(listener, router) => Ok(result?),
        () = stopped() => {
            stopping.send_replace(true);
            let _ = timeout(PATIENCE, stopping.closed()).await;
            Ok(())
        }
    }
}

/// What is being answered when the service is told to stop is cancelled as a whole, before the runtime ends: that drops tasks
/// in any order, so that a call could see the end of its own connection first and take it for an error.
async fn answer_until_stopped(
    State(stopping): State<Arc<watch::Sender<bool>>>,
    request: Request,
    next: Next,
) -> Response {
    let mut told = stopping.subscribe();
    let stop = async {
        let _ = told.wait_for(|stop| *stop).await;
    };
    tokio::select! {
        response = next.run(request) => return response,
        () = stop => {}
    }
    drop(told);
    // Nobody is answered any more; the connection ends with the runtime.
    pending().await
}

/// Waits until the service is told to stop.
pub async fn stopped() {
    tokio::select! {
        () = interrupted() => {}
        () = terminated() => {}
        () = orphaned() => {}
    }
}

async fn interrupted() {
    // Without a handler, the signal ends the process as it always does.
    if tokio::signal::ctrl_c().await.is_err() {
        pending::<()>().await;
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};

    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    pending().await
}

async fn orphaned() {
    if env::var_os(STOP_WITH_STDIN).is_none() {
        pending::<()>().await;
    }
    // A thread of its own: a read that is still waiting would keep the runtime from ending.
    let (closed, until_closed) = oneshot::channel();
    thread::spawn(move || {
        let _ = io::copy(&mut io::stdin(), &mut io::sink());
        let _ = closed.send(());
    });
    let _ = until_closed.await;
}
