//! `orchestrator --project 'Add 1+1' --criteria 'returns 2' --tracing --budget 0.01`

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser as _;
use example_support::endpoint;
use orchestrator::{cli::Cli, model::Models, run_project};

/// What the models say where the environment names none.
const SCRIPT: &str = include_str!("../scripts/add.json");

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let cli = Cli::parse();
    let _telemetry = cli.telemetry().init()?;
    let models = Models::new(endpoint::openai(SCRIPT).await?, cli.budget);
    let report = run_project(&models, &cli.project, &cli.criteria).await?;
    println!("{report}");
    Ok(if report.is_done() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
