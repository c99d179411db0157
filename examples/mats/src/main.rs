//! `mats serve`, and `mats ask 'The checkout is down'` for what `curl` does too.

use anyhow::Result;
use clap::{Parser, Subcommand};
use example_support::service::run;
use mats::{ask, service};
use openinference_runtime::Telemetry;

/// An agent that finds out why something does not work.
#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Answer over HTTP
    Serve,
    /// Ask the service at MATS_URL
    Ask {
        /// What does not work
        problem: String,
    },
}

fn main() -> Result<()> {
    match Cli::parse().command {
        Command::Serve => {
            let _telemetry = Telemetry::builder().service_name("mats-orchestrator").init()?;
            run(service::serve())
        }
        Command::Ask { problem } => run(async {
            println!("{}", ask::ask(&problem).await?);
            Ok(())
        }),
    }
}
