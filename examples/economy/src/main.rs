//! The service that keeps the accounts, and the benchmark of the whole system.

use anyhow::Result;
use clap::{Parser, Subcommand};
use economy::{benchmark, economy as service, setup};
use example_support::service::run;

/// An economy of agents.
#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Keep the accounts and answer over NATS
    Serve,
    /// Let an agent live, and see what it does
    #[command(subcommand)]
    Benchmark(Benchmark),
}

#[derive(Subcommand)]
enum Benchmark {
    /// Run a scenario; the services have to be there
    Run {
        /// er_001, er_002 or a file
        #[arg(long)]
        scenario: String,
    },
}

fn main() -> Result<()> {
    match Cli::parse().command {
        Command::Serve => {
            let _telemetry = setup::telemetry("economy")?;
            run(service::serve())
        }
        Command::Benchmark(Benchmark::Run { scenario }) => {
            let _telemetry = setup::telemetry("economy-cli")?;
            run(async {
                println!("{}", benchmark::run(&scenario).await?);
                Ok(())
            })
        }
    }
}
