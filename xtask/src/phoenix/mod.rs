//! Arize Phoenix: installed into a Python environment below the target directory, run on loopback.

mod server;
mod spans;
mod tree;
mod venv;

use anyhow::Result;

pub(crate) use self::venv::Purpose;
pub use self::{server::Server, tree::Node, venv::Venv};

/// Starts a Phoenix for a person and stays until interrupted.
///
/// # Errors
/// When Phoenix cannot be installed, does not start, or ends by itself.
pub fn serve_until_interrupted() -> Result<()> {
    let mut server = Server::start_at_usual_ports(&Venv::prepare()?)?;
    let url = server.url();
    println!("\nPhoenix is at {url} (in memory: what it holds is gone when it ends). Ctrl-C ends it.");
    println!("In another terminal:\n\n    PHOENIX_COLLECTOR_ENDPOINT={url} cargo run --example quickstart\n");
    server.wait()
}
