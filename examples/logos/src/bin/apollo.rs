//! The command line, and the service that does the same over HTTP.

use anyhow::Result;
use clap::{Parser, Subcommand};
use example_support::service;
use logos::{
    apollo::{self, Apollo, Command},
    setup,
};

/// Plans, and what they lead to.
#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Take commands over HTTP
    Serve,
    #[command(flatten)]
    Command(Command),
}

fn main() -> Result<()> {
    let cli = Cli::parse();
    let _telemetry = setup::telemetry("apollo")?;
    match cli.what {
        What::Serve => service::run(apollo::serve()),
        What::Command(command) => service::run(async {
            println!("{}", Apollo::from_env()?.command(&command).await?);
            Ok(())
        }),
    }
}
