//! The command line, and the service that does the same over HTTP.

use anyhow::Result;
use clap::{Parser, Subcommand};
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

#[tokio::main]
async fn main() -> Result<()> {
    let cli = Cli::parse();
    let _telemetry = setup::telemetry("apollo")?;
    match cli.what {
        What::Serve => apollo::serve().await,
        What::Command(command) => {
            println!("{}", Apollo::from_env()?.command(&command).await?);
            Ok(())
        }
    }
}
