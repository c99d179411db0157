//! Asks the shop.

use a2a_shop::{cli, setup};
use anyhow::Result;
use clap::{Parser, Subcommand};
use example_support::service;

/// A shop whose agents ask each other.
#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Ask the agent sales; the services have to be there
    Ask {
        /// What to ask
        question: String,
        /// The conversation that the question belongs to
        #[arg(long, default_value = "shop")]
        session: String,
    },
}

fn main() -> Result<()> {
    let Command::Ask { question, session } = Cli::parse().command;
    let _telemetry = setup::telemetry("a2a_shop")?;
    service::run(async {
        println!("{}", cli::ask(&question, &session).await?);
        Ok(())
    })
}
